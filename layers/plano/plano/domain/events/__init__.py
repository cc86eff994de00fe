"""Events: what happened to line items, published for whoever listens."""
