"""Declarations: a route is declared once, and what is said of it anywhere follows from that."""
