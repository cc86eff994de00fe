"""`plano new`: what has to be written for something new."""
