"""A route's declaration, written from the text of its page."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from line_items.create import handler
from plano import statuses
from plano.declarations.describe_route import describe_route
from plano.declarations.route import Route
from plano.params.declare import Params
from plano.store.values import Item
from plano_cli.new.declaration import Declaration, declare
from plano_cli.new.page import parse, read
from plano_cli.problems import Problem

pytestmark = pytest.mark.slow

SEED = Path(__file__).parents[1] / "contract" / "line_items_create.txt"
END = "Responses\naction-successful\n200\nIt is done.\n"
TOKEN = "token\nstring\n100\nrequired\n"


def _page(params: str) -> str:
    return f"Purpose\nKeeps what is sent.\nParameters\n{params}{END}"


def _model(declaration: Declaration) -> type[Params]:
    names: dict[str, Any] = {"__name__": "written"}
    exec(compile(declaration.source, "written", "exec"), names)
    return [found for found in names.values() if isinstance(found, type) and issubclass(found, Params)][-1]


def _record(declaration: Declaration) -> Item:
    service, action = declaration.route.split(".")
    own = tuple(getattr(statuses, name) for name in declaration.statuses)
    return describe_route(Route(service, action, _model(declaration), declaration.purpose, statuses=own))


def _written(params: str) -> Declaration:
    return declare("notes.create", parse(_page(params)))


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_seed_s_page_gives_the_record_of_the_route_that_was_made_by_hand(line_end: str) -> None:
    declaration = declare("line_items.create", parse(SEED.read_text().replace("\n", line_end)))
    written, by_hand = _record(declaration), describe_route(handler.declaration)
    said = ("name", "type", "order", "required")
    assert [[param[key] for key in said] for param in written["params"]] == [
        [param[key] for key in said] for param in by_hand["params"]
    ]
    assert len(written["params"]) == 27
    # What each status holds follows from the answer, which the page doesn't declare.
    said = ("status", "code", "description", "uncommon")
    assert [[status[key] for key in said] for status in written["statuses"]] == [
        [status[key] for key in said] for status in by_hand["statuses"]
    ]
    on_the_page = {status.slug for status in parse(SEED.read_text()).statuses}
    assert len(on_the_page) == 15
    assert on_the_page <= {status["status"] for status in written["statuses"]}
    by_name = {param["name"]: param for param in written["params"]}
    assert by_name["instructions"]["max_length"] == 1000
    assert by_name["application"]["values"] == ["planoauth", "planoorder", "planox2"]
    assert written["shared_orders"] == by_hand["shared_orders"]
    assert written["takes_idempotency_key"]
    assert declaration.notes == []


KINDS = """token
string
100
at
datetime
200
required
When it is.
labels
hash of strings
300
Max Items: 5
days
array of dates
400
Max Items: 3
services
array
500
required
Max Items: 2
services[].at
time
100
required
services[].class
string
200
Possible values
- first
- second
_id
uuid
600
price
float
700
Min Value: 0.5
Default: 1.5
copy
url
800
any
json
900
Max Length: 50
"""


def test_all_kinds_and_nested_children_are_written() -> None:
    declaration = _written(KINDS)
    assert declaration.notes == []
    record, model = _record(declaration), _model(declaration)
    kinds = {param["name"]: (param["type"], param.get("format")) for param in record["params"]}
    assert kinds == {
        "token": ("string", "password"), "at": ("string", "date-time"), "labels": ("hash", None),
        "days": ("array", None), "services": ("array", None), "_id": ("string", "uuid"), "price": ("float", None),
        "copy": ("string", "uri"), "any": ("json", None),
    }  # fmt: skip
    by_name = {param["name"]: param for param in record["params"]}
    assert [child["name"] for child in by_name["services"]["children"]] == ["at", "class"]
    assert by_name["services"]["children"][1]["values"] == ["first", "second"]
    assert (by_name["services"]["max_items"], by_name["labels"]["max_items"], by_name["any"]["max_length"]) == (
        2,
        5,
        50,
    )
    assert not by_name["token"]["required"]
    assert record["purpose"] == "Keeps what is sent."
    good = {"at": "2026-11-24", "services": [{"at": "09:30", "class": "first"}], "labels": {"a": "b"}, "_id": None}
    assert model.model_validate(good)
    with pytest.raises(ValidationError):
        model.model_validate({**good, "price": 0})


def test_children_that_are_set_in_are_those_of_the_param_before() -> None:
    record = _record(_written("search\nhash\n100\n  term\n  string\n  100\n  required\npage\ninteger\n200\n"))
    assert [param["name"] for param in record["params"]] == ["search", "page"]
    assert [child["name"] for child in record["params"][0]["children"]] == ["term"]


def test_what_is_not_understood_is_named_by_its_line() -> None:
    declaration = _written(
        f"{TOKEN}shade\ncolour\n200\nnote\nstring\n300\nRounded half up\ntags\narray of strings\n400\n"
    )
    assert declaration.notes == [
        "Line 14: Rounded half up: it is not understood, and left out",
        "Line 8: shade is left out, since its type is not known: colour",
        "Line 15: the page doesn't say how many tags holds: 100 at most",
    ]
    assert [param["name"] for param in _record(declaration)["params"]] == ["token", "note", "tags"]


def test_statuses_that_the_catalog_has_not_or_has_otherwise_are_named() -> None:
    page = _page(TOKEN) + "out-of-paper\n507\nNo paper is left.\ninvalid-token\n400\nNot valid.\n"
    assert declare("notes.create", parse(page)).notes == [
        "Line 12: the status out-of-paper is left out: plano/statuses.py has none",
        "Line 15: the code of invalid-token is 401 here, not 400",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no section Parameters"),
        ("Purpose\nParameters\ntoken\nstring\n100\n", "no section Responses: is it cut off?"),
        (_page(f"{TOKEN}note\n"), "Line 8: note is no param with a type and an order: is the page cut off?"),
        (_page(f"{TOKEN}note\nstring\n"), "Line 8: note is no param with a type and an order"),
        (_page(TOKEN) + "invalid-token\n", "Line 12: the status invalid-token has no code: is the page cut off?"),
        (_page("Parameters of it\n"), "Line 4: Parameters of it is no param"),
        (_page(f"{TOKEN}note\nstring\n200\nnote\nstring\n300\n"), "Line 11: there is a param note already, in line 8"),
        (_page(f"{TOKEN}note\nstring\n90\n"), "Line 8: the order of note, 90, is below that of token before it"),
        (_page("note.at\nstring\n90\n"), "Line 4: note.at is in note, which is no param before it"),
        (_page("price\nfloat\n90\nMax String Length: 10\n"), "max_length is no limit that a float can have"),
        (_page("price\nfloat\n90\nMax Value: ten\n"), "Line 4: a limit of price is no number: ten"),
        (_page("sure\nboolean\n90\nDefault: maybe\n"), "its default 'maybe' must be true or false"),
        (_page("count\ninteger\n90\nDefault: -1\nMin Value: 0\n"), "its default -1 must be at least 0"),
    ],
)
def test_a_page_that_is_wrong_is_refused_with_a_sentence(text: str, words: str) -> None:
    with pytest.raises(Problem) as raised:
        declare("notes.create", parse(text))
    assert words in str(raised.value)


@pytest.mark.parametrize("length", range(0, 6_000, 97))
def test_the_seed_s_page_cut_off_anywhere_is_a_problem_or_a_page(length: int) -> None:
    refusal = _refusal(SEED.read_text()[:length])
    assert refusal is None or "cut off" in refusal


def _refusal(text: str) -> str | None:
    try:
        _record(declare("line_items.create", parse(text)))
    except Problem as problem:
        return str(problem)
    return None


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(b"\xff\xfe")
    for name in ("page.txt", "none.txt"):
        with pytest.raises(Problem, match="can't be read as a page's text in UTF-8"):
            read(tmp_path / name)
