"""Params in the portal's Python snippets: Python reads what JSON says."""

import ast

from hypothesis import given
from hypothesis import strategies as st

from documentation.rendering import python

_NUMBERS = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
_JSON = st.recursive(
    st.none() | st.booleans() | _NUMBERS | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(_JSON, st.integers(0, 2))
def test_python_reads_a_literal_as_it_was(value: object, depth: int) -> None:
    read = ast.literal_eval(python(value, depth))
    assert read == value
    assert repr(read) == repr(value)  # True is no 1


def test_each_line_is_deeper_by_four_spaces_and_texts_are_as_they_were() -> None:
    value = {"a": [True, None, "true,  null"], "b": {}}
    assert python(value, 1).splitlines() == [
        "{",
        '        "a": [',
        "            True,",
        "            None,",
        '            "true,  null"',
        "        ],",
        '        "b": {}',
        "    }",
    ]
