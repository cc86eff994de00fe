"""Orders: what a client wants done at a property. Line items stand on them."""
