"""What is tried and renewed of a project that was edited, before it runs: in a process of its own."""

import shutil
from pathlib import Path

import pytest

from plano_cli.local import deployed_stack
from plano_cli.local.aws import LocalAws, client_environment
from plano_cli.local.paths import PROJECT, Home
from plano_cli.watching.renewal import Broken, Renewal
from plano_cli.watching.renewal_process import Renewed


def _copy(folder: Path) -> Path:
    for name in ("functions", "layers", "tooling"):
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.mark.parametrize(
    ("line", "says"),
    [("def (", "SyntaxError"), ("NUMBER = 1 / 0", "ZeroDivisionError: division by zero")],
    ids=["no Python", "an error at import"],
)
def test_code_that_can_t_be_imported_is_shown_with_its_traceback(tmp_path: Path, line: str, says: str) -> None:
    project = _copy(tmp_path)
    file = project / "layers/plano/plano/domain/orders/read.py"
    file.write_text(f"{file.read_text()}\n{line}\n")
    renewal = Renewal({}, project)
    renewal.begin()
    with pytest.raises(Broken) as caught:
        renewal.imported()
    text = str(caught.value)
    assert says in text
    assert f'File "{file}", line {len(file.read_text().splitlines())}' in text
    assert line in text
    assert "importlib" not in text


def _renewed(environment: dict[str, str], project: Path) -> Renewed:
    renewal = Renewal(environment, project)
    renewal.begin()
    renewal.imported()
    return renewal.end()


def _environment(aws: LocalAws) -> dict[str, str]:
    """A stack with one table, which holds the registry's records."""
    keys = [("pk", "HASH"), ("sk", "RANGE")]
    deployed_stack.client("dynamodb", aws.endpoint).create_table(
        TableName="registry",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name, _ in keys],
        KeySchema=[{"AttributeName": name, "KeyType": type} for name, type in keys],
    )
    tables = {f"PLANO_{name}_TABLE": name.lower() for name in ("REGISTRY", "SESSIONS", "RECORDS")}
    return {**client_environment(aws.endpoint), **tables, "PLANO_ENVIRONMENT": "local"}


def test_what_follows_from_a_declaration_is_renewed_and_nothing_else(tmp_path: Path) -> None:
    project = _copy(tmp_path / "project")
    for name in ("events", "docs"):
        shutil.copytree(PROJECT / name, project / name)
    shutil.copy(PROJECT / "template.yaml", project)
    aws = LocalAws.start(Home(tmp_path / "local"), persistent=False)
    try:
        environment = _environment(aws)
        first = _renewed(environment, project)
        assert (first.files, first.found) == ((), ())
        assert {"orders", "orders.read", "line_items.create"} <= set(first.routes)
        assert _renewed(environment, project) == Renewed()
        route = project / "functions/orders/read.py"
        route.write_text(route.read_text().replace("Answers one order", "Answers a single order"))
        (project / "events/orders.read.json").unlink()
        then = _renewed(environment, project)
        assert (then.files, then.routes) == (("events/orders.read.json",), ("orders.read",))
        assert [sentence.split(".")[0] for sentence in then.found] == ["functions/documentation/proven"]
        assert (project / "events/orders.read.json").read_text() == (PROJECT / "events/orders.read.json").read_text()
        stored = deployed_stack.client("dynamodb", aws.endpoint).get_item(
            TableName="registry", Key={"pk": {"S": "route"}, "sk": {"S": "orders.read"}}
        )
        assert stored["Item"]["purpose"]["S"].startswith("Answers a single order")
    finally:
        aws.stop()


def test_what_is_given_up_has_written_nothing(tmp_path: Path) -> None:
    project = _copy(tmp_path / "project")
    for name in ("events", "docs"):
        shutil.copytree(PROJECT / name, project / name)
    shutil.copy(PROJECT / "template.yaml", project)
    (project / "events/orders.read.json").unlink()
    renewal = Renewal({}, project)
    renewal.begin()
    renewal.imported()
    renewal.give_up()
    assert not (project / "events/orders.read.json").exists()
