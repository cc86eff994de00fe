"""The short loop of `make run`: what is edited answers at once."""
