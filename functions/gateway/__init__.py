"""The catch-all behind the routes."""
