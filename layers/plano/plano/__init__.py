"""Plano: an order platform. The shared code of its API, in the layers that docs/architecture.md draws."""

import gc

# Imports make many objects, and all of them stay: to look through them for cycles time and again costs a start a tenth.
gc.set_threshold(50_000, 20, 100)
