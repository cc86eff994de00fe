"""Sessions: what a login gives, how long it lasts, and what is shown of it."""
