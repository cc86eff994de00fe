"""Listing records: what every route called `index` shares."""
