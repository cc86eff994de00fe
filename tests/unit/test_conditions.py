"""Conditions: how they combine, and that none gets longer than DynamoDB takes."""

import pytest

from plano.domain.callers import Caller, same_owner
from plano.domain.line_items.references import merged_checks
from plano.domain.orders.record import new_order
from plano.store.conditions import Condition, Names, absent, at_most, equals, present
from plano.values import Fields

LONGEST_EXPRESSION = 4096
STAMP: Fields = {"version": 1, "created_at": "", "updated_at": "", "created_by": "", "updated_by": ""}


def _rendered(condition: Condition) -> tuple[str, dict[str, str], dict[str, object]]:
    names = Names()
    return condition.render(names), names.names, dict(names.values)


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (absent(), "attribute_not_exists(#n0)"),
        (equals("a", None), "attribute_not_exists(#n0)"),
        (equals("a", 1) & equals("b", 1), "(#n0 = :v0) AND (#n1 = :v1)"),
        (equals("a", 1) & equals("a", 1), "#n0 = :v0"),
        (
            present() & (absent("a") | at_most("a", 1)),
            "(attribute_exists(#n0)) AND ((attribute_not_exists(#n1)) OR (#n1 <= :v0))",
        ),
    ],
)
def test_conditions_combine(condition: Condition, text: str) -> None:
    assert _rendered(condition)[0] == text


def test_a_path_leads_into_a_map() -> None:
    assert _rendered(present(("tries", "a.b"))) == ("attribute_exists(#n0.#n1)", {"#n0": "tries", "#n1": "a.b"}, {})


def test_a_full_bulk_checks_its_order_in_few_words() -> None:
    order = new_order(1, {"client_id": 7, "company": "ada's houses"}, STAMP)
    liaison = Caller("liaison", "planox2", "user 1", company="caf\u00e9")
    checks = [(order.primary_key, liaison.ownership() & same_owner(order)), (order.primary_key, liaison.ownership())]
    (check,) = merged_checks(checks * 45)
    assert len(_rendered(check.condition)[0]) < LONGEST_EXPRESSION / 10
