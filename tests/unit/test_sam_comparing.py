import pytest

from plano_cli.sam.answers import of_response
from plano_cli.sam.comparing import compare
from plano_cli.sam.functions_compared import judge

_ONE = {"statusCode": 200, "body": '{"status": "action-successful", "data": {"id": 245173760650041, "price": 1.5}}'}


def _with(body: str) -> dict[str, object]:
    return {**_ONE, "body": body}


def test_equal_answers_have_no_difference() -> None:
    found = judge(of_response(_ONE), of_response(_ONE), "200 action-successful", same_request=True)
    assert (found.same, found.alike, found.different) == (4, 0, [])


@pytest.mark.parametrize(
    "body",
    [
        '{"status": "action-successful", "data": {"id": 245173760650041, "price": 1.25}}',
        '{"status": "action-successful", "data": {"id": 245173760650041, "price": "1.5"}}',
        '{"status": "action-successful", "data": {"id": 245173760650041}}',
        '{"status": "action-successful", "data": {"id": 245173760650041, "price": 1.5, "more": null}}',
        '{"status": "action-successful", "data": {"id": "245173760650041", "price": 1.5}}',
    ],
)
def test_a_field_that_differs_is_named(body: str) -> None:
    found = judge(of_response(_ONE), of_response(_with(body)), "200 action-successful", same_request=False)
    assert len(found.different) == 1
    assert found.different[0].startswith("body.data.")


def test_a_new_id_is_no_difference_unless_the_request_was_the_same() -> None:
    other = {"id": 245173760650042}
    assert not compare({"id": 245173760650041}, other, same_request=False).different
    assert compare({"id": 245173760650041}, other, same_request=True).different


def test_two_equal_refusals_are_no_success() -> None:
    refusal = of_response({"statusCode": 401, "body": '{"status": "invalid-token"}'})
    assert len(judge(refusal, refusal, "200 action-successful", same_request=True).different) == 2
