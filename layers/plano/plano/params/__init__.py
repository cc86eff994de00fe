"""Params: how a request's text becomes exact, strictly typed values, and how each fault in it gets its words."""
