#!/bin/sh
# Locks every requirements file with hashes, for Python 3.11 and newer: `make lock`.
set -eu
cd "$(dirname "$0")/.."
lock() {
  in=$1; shift
  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-header --no-annotate --no-strip-extras --no-emit-find-links "$@" "$in.in" -o "$in.txt"
}
lock layers/dependencies/requirements
lock requirements/run -c layers/dependencies/requirements.txt
lock requirements/sam
lock requirements/test -c requirements/run.txt
lock requirements/mutants
lock requirements/lint
lock benchmarks/requirements -c requirements/run.txt
lock benchmarks/peers/with_chalice/requirements --no-deps
lock benchmarks/peers/with_powertools/requirements -c layers/dependencies/requirements.txt
lock benchmarks/peers/with_fastapi/requirements -c layers/dependencies/requirements.txt
lock benchmarks/load/requirements
