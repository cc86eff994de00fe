"""The house's rules: DynamoDB's expressions are written in the store only, and the domain's records have types."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LAYER = ROOT / "layers" / "plano" / "plano"
_EXPRESSION = re.compile(
    r"attribute_(not_)?exists|if_not_exists|begins_with|(Condition|Update|Filter|Projection)Expression"
    r"|ExpressionAttribute|\bSET #|\bREMOVE #|\bADD #|(^|[\s(,])[#:][a-z_]\w* ?(=|<|>|,|\))"
)
_UNTYPED = {"Any", "object", "Item"}
_EDGE = {
    "answer.py: to_response",
    "authentication.py: _key",
    "authentication.py: _shown",
    "body.py: decode",
    "identification.py: _keys",
    "identification.py: identify",
    "identification.py: to_read",
    "repetition.py: of",
    "repetition.py: _fingerprint",
    "repetition.py: _plain",
    "origins.py: answer_preflight",
    "request.py: from_event",
    "route.py: __call__",
    "route.py: _end",
    "way.py: _look_ahead",
}
"""Where the pipeline meets what has no type yet, or answers what API Gateway takes; and a route of any params."""


def _sources(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def _outside_the_store() -> list[Path]:
    found = [*_sources(ROOT / "layers" / "plano"), *_sources(ROOT / "functions")]
    return [path for path in found if LAYER / "store" not in path.parents]


def _texts(tree: ast.AST) -> Iterator[str]:
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, documented)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in docstrings:
            yield node.value


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _untyped(path: Path) -> set[str]:
    return {f"{path.name}: {each.name}" for each in _functions(ast.parse(path.read_text())) if _is_untyped(each)}


def _is_untyped(function: ast.FunctionDef) -> bool:
    given = function.args
    arguments = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    annotations = [function.returns, *(each.annotation for each in arguments if each is not None)]
    return any(_named(each) & _UNTYPED for each in annotations if each is not None)


def _named(annotation: ast.expr) -> set[str]:
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        annotation = ast.parse(annotation.value, mode="eval").body
    return {node.id for node in ast.walk(annotation) if isinstance(node, ast.Name)}


@pytest.mark.parametrize("path", _outside_the_store(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_expression_of_dynamodb_is_written_outside_the_store(path: Path) -> None:
    assert [text for text in _texts(ast.parse(path.read_text())) if _EXPRESSION.search(text)] == []


@pytest.mark.parametrize(
    "text", ["attribute_exists(#pk)", "SET #a = :b", "#version = :version", "#a <> :b AND #c = :d", "REMOVE #a, #b"]
)
def test_an_expression_is_known_as_one(text: str) -> None:
    assert _EXPRESSION.search(text)


@pytest.mark.parametrize("path", _sources(LAYER / "domain"), ids=lambda path: str(path.relative_to(LAYER)))
def test_no_signature_of_the_domain_is_without_a_type(path: Path) -> None:
    assert _untyped(path) == set()


def test_the_pipeline_has_signatures_without_types_at_its_edges_only() -> None:
    found: set[str] = set().union(*(_untyped(path) for path in _sources(LAYER / "pipeline")))
    assert found <= _EDGE, found - _EDGE
    assert found >= _EDGE, f"have types by now: {_EDGE - found}"
