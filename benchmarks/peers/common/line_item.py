"""The job of `POST /api/v1/line_items/create`, by hand on boto3: what a careful developer writes without a framework.

Every peer ends here; what differs is how a request reaches it, and who checks the params.
"""

import hashlib
import os
import secrets
import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import boto3
from answers import MESSAGES, Refused, dump
from notation import marshal, unmarshal

REGISTRY, SESSIONS, RECORDS = (os.environ[f"PLANO_{name}_TABLE"] for name in ("REGISTRY", "SESSIONS", "RECORDS"))
FIELDS = (
    "itemable_type itemable_id sourceable_id sourceable_type key service_id service_name service_description group_name"
    " service_type_primary quantity instructions price base_price unit_price gross_price net_price base_price_final"
    " unit_price_final discount discount_applied_percent updated_in updated_at_fm processed_at"
).split()
EPOCH = datetime(2025, 1, 1, tzinfo=UTC)
REMEMBERED_SECONDS = 30
dynamodb = boto3.client("dynamodb")
registry = {}


def create(params):
    """Carry the request out. The params are checked by now; moments and decimals are Python's own.

    Raises:
        Refused: by the session, by the permission, or by what the line item refers to.
    """
    found = read(params)
    session, role = authorize(params, found)
    order = unmarshal(found.get((RECORDS, f"Order#{params['itemable_id']}", "Order")))
    service = None
    errors = []
    if order is None or not may_see(order, session, role):
        errors.append(("itemable_id", "names no order that you may see"))
    if params.get("service_id") is not None:
        service = unmarshal(found.get((RECORDS, f"Service#{params['service_id']}", "Service")))
        if service is None:
            errors.append(("service_id", "names no service"))
    if errors:
        raise Refused("invalid-param", errors)
    values = {name: stored(params[name]) for name in FIELDS if params.get(name) is not None}
    fingerprint = hashlib.sha256(dump(dict(sorted(values.items()))).encode()).hexdigest()
    before = unmarshal(found.get(line_item_key(params, 0))) if params.get("key") is not None else None
    if before is not None:
        if before["fingerprint"] != fingerprint:
            raise Refused("invalid-param", [("key", "has been used for a line item with other params")])
        return {name: before[name] for name in ("id", *FIELDS, "created_at", "updated_at") if name in before}
    item = new_item(values, fingerprint, order, service, session)
    write(item, params, order, session, role)
    return {name: item[name] for name in ("id", *FIELDS, "created_at", "updated_at") if name in item}


def read(params):
    """Everything that the request needs, in one batch."""
    wanted = [(SESSIONS, f"Session#{hashlib.sha256(params['token'].encode()).hexdigest()}", "Session")]
    if registry.get("until", 0) < time.monotonic():
        wanted += [(REGISTRY, "route", "line_items.create"), (REGISTRY, "service", "line_items")]
    wanted.append((RECORDS, f"Order#{params['itemable_id']}", "Order"))
    if params.get("service_id") is not None:
        wanted.append((RECORDS, f"Service#{params['service_id']}", "Service"))
    if params.get("key") is not None:
        wanted.append(line_item_key(params, 0))
    request = {}
    for table, pk, sk in wanted:
        request.setdefault(table, {"Keys": [], "ConsistentRead": True})
        request[table]["Keys"].append({"pk": {"S": pk}, "sk": {"S": sk}})
    found = {}
    while request:
        answer = dynamodb.batch_get_item(RequestItems=request)
        for table, items in answer["Responses"].items():
            found.update({(table, item["pk"]["S"], item["sk"]["S"]): item for item in items})
        request = answer["UnprocessedKeys"]
    return found


def authorize(params, found):
    """The session, and the role that it acts in."""
    route = found.get((REGISTRY, "route", "line_items.create"))
    if route is not None:
        service = found.get((REGISTRY, "service", "line_items"))
        if not route["active"]["BOOL"] or service is None or not service["active"]["BOOL"]:
            raise Refused("route-not-found")
        registry.update(roles=[role["S"] for role in route["roles"]["L"]], until=time.monotonic() + REMEMBERED_SECONDS)
    elif registry.get("until", 0) < time.monotonic():
        raise Refused("route-not-found")
    session = next((unmarshal(item) for key, item in found.items() if key[0] == SESSIONS), None)
    if session is None:
        raise Refused("invalid-token", [("token", MESSAGES["invalid-token"][1])])
    now = datetime.now(UTC)
    made, used = (datetime.fromisoformat(session[name]) for name in ("created_at", "used_at"))
    if not session["remember_me"] and (now - made > timedelta(days=7) or now - used > timedelta(hours=72, minutes=5)):
        raise Refused("session-expired", [("token", MESSAGES["session-expired"][1])])
    role = session["roles"].get(params.get("application") or session["application"])
    if role not in registry["roles"]:
        raise Refused("permission-denied")
    return session, role


def may_see(order, session, role):
    """Whether the order is the caller's."""
    if role == "employee":
        return True
    if role == "liaison":
        return session.get("company") is not None and session["company"] == order.get("company")
    return session.get("client_id") is not None and session["client_id"] == order.get("client_id")


def new_item(values, fingerprint, order, service, session):
    """The line item's record."""
    known = {}
    if service is not None:
        names = {"name": "service_name", "description": "service_description", "group_name": "group_name"}
        known = {
            name: service[of] for of, name in {**names, "primary": "service_type_primary"}.items() if of in service
        }
    now = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    milliseconds = int((datetime.now(UTC) - EPOCH).total_seconds() * 1000)
    id = (milliseconds << 12) + secrets.randbelow(4096)
    who = f"user {session['user']['id']}"
    item = {
        "kind": "LineItem",
        **known,
        **values,
        "id": id,
        "line_item_id": id,
        "version": 1,
        "created_at": now,
        "updated_at": now,
        "created_by": who,
        "updated_by": who,
        "fingerprint": fingerprint,
        "listed_for_all": f"LineItem#{id % 8}",
    }
    if "updated_at_fm" in values:
        since = datetime.fromisoformat(values["updated_at_fm"]) - datetime(1970, 1, 1, tzinfo=UTC)
        item["updated_at_fm_order"] = (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
    if "key" in values:
        item["listed_by_key"] = f"LineItem#{values['key']}"
    if order.get("client_id") is not None:
        item["listed_for_client"] = f"LineItem#{order['client_id']}"
    if order.get("company") is not None:
        item["listed_for_company"] = f"LineItem#{order['company']}"
    return item


def write(item, params, order, session, role):
    """The line item, the pointer from its id, and the check of its order, in one transaction."""
    _, pk, sk = line_item_key(params, item["id"])
    pointer_key = f"LineItem#{item['id']}"
    pointer = {"kind": "LineItemPointer", "itemable_type": "Order", "itemable_id": item["itemable_id"], "place": sk}
    owner = {":client": order.get("client_id"), ":company": order.get("company")}
    given = {name: value for name, value in owner.items() if value is not None}
    checks = ["attribute_exists(pk)"]
    checks.append("client_id = :client" if ":client" in given else "attribute_not_exists(client_id)")
    checks.append("company = :company" if ":company" in given else "attribute_not_exists(company)")
    check = {
        "TableName": RECORDS,
        "Key": {"pk": {"S": pk}, "sk": {"S": "Order"}},
        "ConditionExpression": " AND ".join(checks),
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }
    if given:
        check["ExpressionAttributeValues"] = marshal(given)
    puts = [
        {
            "TableName": RECORDS,
            "Item": {"pk": {"S": at}, "sk": {"S": under}, **marshal(record)},
            "ConditionExpression": condition,
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
        for at, under, record, condition in (
            (
                pk,
                sk,
                item,
                "attribute_not_exists(pk) OR attribute_exists(deleted_at) OR attribute_exists(moved_at)",
            ),
            (pointer_key, "LineItem", pointer, "attribute_not_exists(pk)"),
        )
    ]
    actions = [*({"Put": put} for put in puts), {"ConditionCheck": check}, *touch(session)]
    dynamodb.transact_write_items(TransactItems=actions, ClientRequestToken=secrets.token_hex(16))


def touch(session):
    """The write that says that the session is used now, every five minutes."""
    now = datetime.now(UTC)
    if now - datetime.fromisoformat(session["used_at"]) < timedelta(minutes=5):
        return
    yield {
        "Update": {
            "TableName": SESSIONS,
            "Key": marshal({"pk": session["pk"], "sk": session["sk"]}),
            "UpdateExpression": "SET used_at = :now",
            "ConditionExpression": "attribute_exists(pk) AND used_at = :before",
            "ExpressionAttributeValues": marshal(
                {":now": now.isoformat().replace("+00:00", "Z"), ":before": session["used_at"]}
            ),
        }
    }


def line_item_key(params, id):
    """Where the line item stands: under the caller's key, or under its own id."""
    key = params.get("key")
    return RECORDS, f"Order#{params['itemable_id']}", f"Li{id:016d}" if key is None else f"Lk{key}"


def stored(value):
    """The value as it is stored: moments as text, whole decimals as integers."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value.normalize()
    return value
