"""What is written as YAML is read back as it was, by a reader of YAML 1.1."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plano.registry.openapi import openapi_document
from plano.registry.yaml_text import to_yaml
from plano_cli.registry import of_code

_TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    [
        "yes",
        "no",
        "null",
        "~",
        "1",
        "1e3",
        "0x1",
        "a: b",
        "# c",
        "- d",
        "",
        " ",
        "\x7f",
        "\x85",
        "\u2028",
        "\ufeff",
        "\n",
        "=",
        "2026-11-28",
    ]
)
_SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _TEXTS
_VALUES = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4), max_leaves=20
)


@given(_VALUES)
def test_a_value_is_read_back_as_it_was(value: object) -> None:
    assert yaml.safe_load(to_yaml(value)) == value


@pytest.mark.slow
def test_the_api_s_document_is_read_back_as_it_was(tmp_path: Path) -> None:
    document = openapi_document(of_code(), "/")
    assert yaml.safe_load(to_yaml(document)) == document


def test_it_reads_like_yaml() -> None:
    value = {"openapi": "3.1.0", "tags": [{"name": "orders", "roles": []}, "x"], "200": {"$ref": None}}
    assert to_yaml(value) == (
        'openapi: "3.1.0"\ntags:\n  - name: "orders"\n    roles: []\n  - "x"\n"200":\n  "$ref": null\n'
    )
