"""Plano beside its peers: `make bench`."""
