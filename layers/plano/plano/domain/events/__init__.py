"""Events: what happened to line items, told to whoever listens."""
