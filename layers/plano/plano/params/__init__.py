"""Params: how a request's text becomes exact, strictly typed values, and how each fault in it gets its words."""

import os

# Pydantic would look through every package that is installed for plug-ins, at each start. There are none.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
