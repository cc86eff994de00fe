"""A limit that is given where a param is declared holds, or declaring it fails with a sentence that helps."""

from decimal import Decimal
from typing import Any, Literal

import pytest
from pydantic import ValidationError, create_model

from plano.declarations.describe import describe_params
from plano.params.declare import Params, param
from plano.params.kinds import CannotDeclare
from plano.params.types import Boolean, Email, Id, Integer, Moment, NewPassword, Number, Percent, Secret, Text


def _model(kind: Any, *, optional: bool = False, **given: Any) -> type[Params]:
    annotation = kind | None if optional else kind
    declared = param(100, "What it is.", **({"default": None} if optional else {}), **given)
    return create_model("Declared", __base__=Params, it=(annotation, declared))


def _heir(model: type[Params]) -> type[Params]:
    return create_model("Below", __base__=model)


def _takes(model: type[Params], value: object) -> bool:
    try:
        model.model_validate({"it": value})
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("optional", [False, True], ids=["required", "optional"])
@pytest.mark.parametrize(
    ("kind", "limits", "described", "good", "bad"),
    [
        (Integer, {"ge": 0}, {"minimum": 0}, [0, 7], [-1]),
        (Integer, {"le": 10}, {"maximum": 10}, [10, -(2**53 - 1)], [11]),
        (Id, {"ge": 5, "le": 6}, {"minimum": 5, "maximum": 6}, [5, 6], [4, 7]),
        (Text, {"max_length": 100}, {"max_length": 100}, ["x" * 100], ["x" * 101]),
        (Text, {"max_length": 1000}, {"max_length": 1000}, ["x" * 1000], ["x" * 1001]),
        (Text, {"min_length": 2}, {"min_length": 2, "max_length": 255}, ["xx", "x" * 255], ["x", "x" * 256]),
        (Text, {"pattern": "^[A-Z]{2}$"}, {"pattern": "^[A-Z]{2}$"}, ["AB"], ["ab", "ABC"]),
        (Secret, {"max_length": 300}, {"max_length": 300}, ["x" * 300], ["x" * 301]),
        (Secret, {"max_length": 10, "min_length": 2}, {"max_length": 10, "min_length": 2}, ["xx"], ["x" * 11, "x"]),
        (NewPassword, {"min_length": 20}, {"min_length": 20, "max_length": 128}, ["x" * 20], ["x" * 19, "x" * 129]),
        (Number, {"ge": 0}, {"minimum": 0}, [0, Decimal("0.1")], [Decimal("-0.1"), -1]),
        (Number, {"le": Decimal("1.5")}, {"maximum": Decimal("1.5")}, [Decimal("1.5"), -1], [Decimal("1.51")]),
        (Percent, {"le": 50}, {"minimum": 0, "maximum": 50}, [0, 50], [51, -1]),
        (list[Text], {"max_length": 2}, {"max_items": 2}, [["a", "b"]], [["a", "b", "c"]]),
        (list[Text], {"min_length": 1, "max_length": 2}, {"min_items": 1}, [["a"]], [[]]),
    ],
)  # fmt: skip
def test_a_limit_holds_and_is_described(
    kind: Any, limits: Any, described: Any, good: list[object], bad: list[object], optional: bool
) -> None:
    model = _model(kind, optional=optional, **limits)
    assert [value for value in good if not _takes(model, value)] == []
    assert [value for value in bad if _takes(model, value)] == []
    assert _takes(model, None) == optional
    (shown,) = describe_params(model)
    assert {name: shown.get(name) for name in described} == described


def test_what_inherits_a_param_inherits_its_limits() -> None:
    below = _heir(_model(Integer, ge=0))
    assert _takes(below, 0)
    assert not _takes(below, -1)


@pytest.mark.parametrize(
    ("kind", "given", "words"),
    [
        (Boolean, {"ge": 0}, "ge is no limit that a boolean can have; it can have none"),
        (Text, {"ge": 0}, "ge is no limit that a string can have; it can have max_length, min_length, pattern"),
        (Integer, {"max_length": 3}, "max_length is no limit that an integer can have; it can have ge, le"),
        (Integer, {"gt": 3}, "gt is no limit that an integer can have; it can have ge, le"),
        (Moment, {"max_length": 3}, "max_length is no limit that a datetime can have; it can have none"),
        (Email, {"max_length": 30}, "max_length is no limit that an email can have; it can have none"),
        (Literal["a", "b"], {"max_length": 1}, "max_length is no limit that a string with possible values can have"),
        (Id, {"ge": 0}, "ge can't be 0: the kind itself has 1"),
        (Integer, {"le": 2**53}, "le can't be 9007199254740992: the kind itself has 9007199254740991"),
        (Integer, {"ge": "1"}, "ge has to be an integer, and is '1'"),
        (Integer, {"ge": True}, "ge has to be an integer, and is True"),
        (Text, {"max_length": -1}, "max_length has to be 1 or more"),
        (Text, {"min_length": 5, "max_length": 4}, "min_length 5 is more than max_length 4"),
        (Text, {"min_length": 300}, "min_length 300 is more than max_length 255"),
        (Integer, {"ge": 5, "le": 4}, "ge 5 is more than le 4"),
        (Number, {"ge": 0.5}, "ge has to be an integer or a Decimal, and is 0.5"),
        (Text, {"pattern": "("}, "its pattern is none"),
        (list[Text], {}, "max_length is missing: say how many it may hold at most"),
        (str, {}, "a str is no kind of param: use Text"),
        (int, {}, "a int is no kind of param: use Integer"),
        (float, {}, "a float is no kind of param: use Number"),
        (dict[str, str], {}, "a dict is no kind of param"),
        (Integer | Text, {}, "it can be one kind only, or None"),
        (Literal[1, 2], {}, "its possible values have to be strings"),
        (list[Integer | None], {"max_length": 2}, "what an array holds can't be None"),
        (Integer, {"default": "7"}, "its default '7' must be an integer"),
        (Integer, {"default": -1, "ge": 0}, "its default -1 must be at least 0"),
    ],
)  # fmt: skip
def test_what_cannot_hold_is_refused_where_it_is_declared(kind: Any, given: Any, words: str) -> None:
    with pytest.raises(CannotDeclare, match=r"^Declared.it: ") as raised:
        _model(kind, **given)
    assert words in str(raised.value)


def test_a_model_that_holds_itself_is_refused() -> None:
    with pytest.raises(CannotDeclare, match=r"Nested.inner: it holds Nested itself"):

        class Nested(Params):
            inner: "Nested | None" = param(100, "The next one.", default=None)


def test_a_name_that_is_not_known_yet_is_refused() -> None:
    with pytest.raises(CannotDeclare, match=r"^Declared.it: 'Later' is not known where it is declared"):
        _model("Later", default=None)


def test_a_field_without_param_is_refused() -> None:
    with pytest.raises(CannotDeclare, match=r"Bare.it: declare it with param\("):

        class Bare(Params):
            it: Text = "x"


def test_a_default_is_what_is_left_out_or_null_and_is_described() -> None:
    model = _model(Number, default=Decimal("1.5"), ge=0)
    for given in ({}, {"it": None}, {"it": Decimal("1.5")}):
        assert model.model_validate(given).model_dump() == {"it": Decimal("1.5")}
    assert not _takes(model, -1)
    (shown,) = describe_params(model)
    assert (shown["default"], shown["required"]) == (Decimal("1.5"), False)
    (of_text,) = describe_params(_model(Text, default="x"))
    assert of_text["default"] == "x"
