"""The tables outlive what happens to their stack: by the template, its translation and the stack policy."""

import json

import pytest

from contract.environments import DEPLOYED, REGION, decided, resources, template
from plano_cli.local.paths import PROJECT


@pytest.mark.parametrize("environment", DEPLOYED)
def test_a_stack_that_is_made_again_finds_the_tables_of_the_one_before(
    environment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    tables = [each for each in resources(environment).values() if each["Type"] == "AWS::DynamoDB::Table"]
    names = [
        decided(each["Properties"]["TableName"], environment)["Fn::Sub"].replace("${Environment}", environment)
        for each in tables
    ]
    # CloudFormation takes in a table that is there where its template names it, without a generated part.
    assert sorted(names) == [f"plano-{environment}-{each}" for each in ("records", "registry", "sessions")]
    assert all(each["DeletionPolicy"] == "RetainExceptOnCreate" for each in tables)


def test_local_tables_keep_the_names_that_they_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    tables = [each for each in resources("local").values() if each["Type"] == "AWS::DynamoDB::Table"]
    assert [decided(each["Properties"]["TableName"], "local") for each in tables] == [{"Ref": "AWS::NoValue"}] * 3


def test_the_stack_policy_keeps_tables_and_lets_all_else_change() -> None:
    allow, deny = json.loads((PROJECT / "stack-policy.json").read_text())["Statement"]
    assert (allow["Effect"], allow["Action"], allow["Resource"]) == ("Allow", "Update:*", "*")
    assert (deny["Effect"], deny["Action"]) == ("Deny", ["Update:Replace", "Update:Delete"])
    assert (deny["Principal"], deny["Resource"]) == ("*", "*")
    (names,) = deny["Condition"]["StringEquals"].values()
    assert deny["Condition"] == {"StringEquals": {"ResourceType": names}}
    # A type that is spelled otherwise would deny nothing: it has to be that of what the template wants to keep.
    kept = {each["Type"] for each in template()["Resources"].values() if each.get("UpdateReplacePolicy") == "Retain"}
    assert set(names) == kept == {"AWS::DynamoDB::Table"}
    tables = [each for each in template()["Resources"].values() if each["Type"] == "AWS::DynamoDB::Table"]
    assert {(each["DeletionPolicy"], each["UpdateReplacePolicy"]) for each in tables} == {
        ("RetainExceptOnCreate", "Retain")
    }
