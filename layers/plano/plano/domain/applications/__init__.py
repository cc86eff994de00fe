"""Applications: callers that act for themselves, with a token of their own and what its record allows."""
