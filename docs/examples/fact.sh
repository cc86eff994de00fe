#!/bin/sh
# Prints what the local stack says of itself: `sh docs/examples/fact.sh tokens client`.
set -eu
project=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
exec python3 - "$project/.local/stack.json" "$@" <<'END'
import json, sys

file, *names = sys.argv[1:]
try:
    with open(file) as opened:
        found = json.load(opened)
except FileNotFoundError:
    sys.exit("The local stack has not run yet: `make run` starts it.")
for name in names:
    if not isinstance(found, dict) or name not in found:
        known = f"{name} is none of {', '.join(found)}" if isinstance(found, dict) else f"nothing is below {found}"
        sys.exit(f"The local stack has no {' '.join(names)}: {known}.")
    found = found[name]
print(found)
END
