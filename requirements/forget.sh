#!/bin/sh
# Forgets .venv where it was made for another Python, or in another folder: `make` then makes it anew.
# Usage: forget.sh [the Python that is asked for]
set -u
config=.venv/pyvenv.cfg
{ [ -f "$config" ] && [ ! -L .venv ]; } || exit 0
# The version of a Python that is new enough for Plano; nothing for any other.
version() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2] if sys.version_info >= (3, 11) else "")' 2>/dev/null; }
made_for=$(sed -n 's/^version[_a-z]* = \([0-9]*\.[0-9]*\).*/\1/p' "$config")
# Options may stand before the folder.
made_in=$(sed -n 's|^command = .* -m venv [^/]*\(/.*\)|\1|p' "$config")
why=
[ "$(version .venv/bin/python)" = "$made_for" ] || why="its Python $made_for is gone"
if [ -n "${1:-}" ]; then
  asked=$(version "$1")
  if [ -z "$asked" ]; then
    echo "$1 is no Python of 3.11 or newer: .venv stays as it is, of Python $made_for." >&2
    exit 0
  fi
  [ "$asked" = "$made_for" ] || why="it is of Python $made_for"
fi
[ -z "$made_in" ] || [ "$(cd "$made_in/.." 2>/dev/null && pwd -P)" = "$(pwd -P)" ] || why="it was made in $made_in"
[ -n "$why" ] || exit 0
runs=$(cat .local/run.pid 2>/dev/null)
if [ -n "$runs" ] && ps -p "$runs" -o args= 2>/dev/null | grep -q plano_cli; then
  echo ".venv stays while Plano runs, though $why: \`kill $runs\` ends that, and try again." >&2
  exit 0
fi
echo "Making .venv anew: $why." >&2
rm -rf .venv
