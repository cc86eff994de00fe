# What the local stack says of itself, for the examples beside this: `fact tokens client`.
project=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
fact() {
  python3 -c "import json, sys; found = json.load(open(sys.argv[1])); [found := found[key] for key in sys.argv[2:]]; print(found)" \
    "$project/.local/stack.json" "$@"
}
