#!/bin/sh
# Adds a line item to the demo order of the local stack, which `make run` runs.
set -eu
. "$(dirname -- "$0")/facts.sh"

curl -sS -X POST "$(fact api_url)/api/v1/line_items/create" \
  -H 'content-type: application/json' \
  -d "{\"token\": \"$(fact tokens client)\", \"itemable_type\": \"Order\", \"itemable_id\": $(fact ids order),
       \"service_id\": $(fact ids service), \"quantity\": 2, \"price\": 149.50}"
