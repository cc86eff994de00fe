"""`plano check`: whether all agrees that has to agree, before a caller can see that it doesn't."""
