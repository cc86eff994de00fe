"""`plano smoke`: the whole path of a caller on a deployed stack, and everything that it made removed again."""
