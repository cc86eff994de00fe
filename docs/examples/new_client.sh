#!/bin/sh
# The whole way of a new client on the local stack, from nothing to a line item.
set -eu
examples=$(dirname -- "$0")

api="$(sh "$examples/fact.sh" api_url)/api/v1"
sensitive() { printf '%s' "$2" | base64 | tr -d '\n' | curl -sS -w '\n' "$api/$1" -H 'content-type: text/plain' --data-binary @-; }
plain() { curl -sS -w '\n' "$api/$1" -H 'content-type: application/json' -d "$2"; }
pick() { python3 -c "import json, sys; found = json.load(sys.stdin)['data']; print(found[sys.argv[1]])" "$1"; }

email="grace.$(date +%s)@example.com"
token=$(sensitive users/register "{\"email\": \"$email\", \"password\": \"a long enough password\", \"application\": \"planoorder\"}" | pick token)
plain orders/create "{\"token\": \"$token\"}" # client-required, with the session
sensitive users/client_register "{\"token\": \"$token\", \"company_name\": \"Hopper & Co\"}"
order=$(plain orders/create "{\"token\": \"$token\", \"order_notes\": \"Ring twice.\"}" | pick id)
plain line_items/create "{\"token\": \"$token\", \"itemable_type\": \"Order\", \"itemable_id\": $order, \"price\": 19.99}"
