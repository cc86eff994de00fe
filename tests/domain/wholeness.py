"""What holds of the tables at any time when no request is under way: nothing half-written, nothing left behind."""

from typing import Any

from domain.asking import RECORDS, SESSIONS, items

Record = dict[str, Any]
_COPIED = ("roles", "client_id", "company")


def assert_whole(tables: Any) -> None:
    """Every pointer leads somewhere and everything has its pointer, what is listed is listed for whom it belongs to."""
    records = {(item["pk"], item["sk"]): item for item in items(tables, RECORDS)}
    sessions = {(item["pk"], item["sk"]): item for item in items(tables, SESSIONS)}
    faults = [*_of_line_items(records), *_of_orders(records), *_of_users(records), *_of_sessions(sessions, records)]
    assert not faults, faults


def _of_line_items(records: dict[tuple[str, str], Record]) -> list[str]:
    found = []
    pointed = set()
    for (pk, sk), item in records.items():
        if sk == "LineItem":
            there = records.get((f"{item['itemable_type']}#{item['itemable_id']}", item["place"]))
            pointed.add((f"{item['itemable_type']}#{item['itemable_id']}", item["place"]))
            if there is None or f"LineItem#{there['id']}" != pk:
                found.append(f"{pk} points nowhere, or to another line item")
    for (pk, sk), item in records.items():
        if pk.startswith("Order#") and sk != "Order":
            if "deleted_at" in item or "moved_at" in item:
                found.append(f"{pk} {sk} is still there, marked as removed")
            elif (pk, sk) not in pointed:
                found.append(f"{pk} {sk} has no pointer")
            elif _listed(item) != _listed(records[pk, "Order"]):
                found.append(f"{pk} {sk} is listed for {_listed(item)}, its order for {_listed(records[pk, 'Order'])}")
    return found


def _listed(record: Record) -> tuple[str, ...]:
    names = ("listed_for_client", "listed_for_company")
    return tuple(str(record.get(name)).partition("#")[2] for name in names)


def _of_orders(records: dict[tuple[str, str], Record]) -> list[str]:
    orders = [item for (_, sk), item in records.items() if sk == "Order"]
    wanted = {item["id"]: (str(item.get("client_id") or ""), item.get("company") or "") for item in orders}
    return [
        f"order {item['id']} is {wanted[item['id']]}'s, listed for {_listed(item)}, relisting: {item.get('relisting')}"
        for item in orders
        if _listed(item) != wanted[item["id"]] or item.get("relisting")
    ]


def _of_users(records: dict[tuple[str, str], Record]) -> list[str]:
    found = []
    users = {item["id"]: item for (_, sk), item in records.items() if sk == "User"}
    emails = {item["user_id"] for (_, sk), item in records.items() if sk == "Email"}
    clients = {item["user_id"]: item["id"] for (_, sk), item in records.items() if sk == "Client"}
    if set(users) != emails:
        found.append(f"users {set(users) ^ emails} have no email, or are no users")
    known = {id: user["client_id"] for id, user in users.items() if user.get("client_id") is not None}
    if known != clients or len(clients) != sum(1 for _, sk in records if sk == "Client"):
        found.append(f"users say that their clients are {known}, clients that they are {clients}")
    return found


def _of_sessions(sessions: dict[tuple[str, str], Record], records: dict[tuple[str, str], Record]) -> list[str]:
    found = []
    pointers = {(pk, sk): f"Session#{item['token_hash']}" for (pk, sk), item in sessions.items() if "#" in sk}
    for (pk, sk), session in sessions.items():
        if sk == "Session":
            user = records[f"User#{session['user']['id']}", "User"]
            if pointers.pop((f"User#{user['id']}", f"Session#{session['id']:016d}"), None) != pk:
                found.append(f"session {session['id']} has no pointer, or another's")
            if [session.get(name) for name in _COPIED] != [user.get(name) for name in _COPIED]:
                found.append(f"session {session['id']} has an old copy of its user")
    return [*found, *(f"{pointer} points nowhere" for pointer in pointers)]
