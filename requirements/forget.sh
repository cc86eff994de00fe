#!/bin/sh
# Forgets .venv where it was made for another Python, or in another folder: `make` then makes it anew.
# Usage: forget.sh [the Python that is asked for]
set -u
config=.venv/pyvenv.cfg
{ [ -f "$config" ] && [ ! -L .venv ]; } || exit 0
version() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null; }
made_for=$(sed -n 's/^version[_a-z]* = \([0-9]*\.[0-9]*\).*/\1/p' "$config")
made_in=$(sed -n 's/^command = .* -m venv //p' "$config")
why=
[ "$(version .venv/bin/python)" = "$made_for" ] || why="its Python $made_for is gone"
[ -z "${1:-}" ] || [ "$(version "$1")" = "$made_for" ] || why="it is of Python $made_for"
{ [ -z "$made_in" ] || [ "$(cd "$made_in/.." 2>/dev/null && pwd -P)" = "$(pwd -P)" ]; } || why="it was made in $made_in"
[ -n "$why" ] || exit 0
echo "Making .venv anew: $why." >&2
rm -rf .venv
