#!/bin/sh
# Prints what the local stack says of itself: `sh docs/examples/fact.sh tokens client`.
set -eu
project=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
exec python3 -c "import json, sys; found = json.load(open(sys.argv[1])); [found := found[key] for key in sys.argv[2:]]; print(found)" \
  "$project/.local/stack.json" "$@"
