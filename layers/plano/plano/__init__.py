"""Plano: an order platform. The shared code of its API, in the layers that docs/architecture.md draws."""
