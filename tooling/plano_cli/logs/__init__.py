"""`plano logs`: what the functions wrote into their log."""
