"""A process that does what Lambda does around a snapshot."""
