"""`plano pictures`: what can be drawn from the template and the declarations is drawn from them."""
