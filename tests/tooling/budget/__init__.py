"""What a create may cost: modules and calls, which are the same on every machine."""
