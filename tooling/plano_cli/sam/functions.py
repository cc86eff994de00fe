"""The functions of template.yaml, and the event of each."""

from pathlib import Path

from samtranslator.yaml_helper import yaml_parse

from plano_cli.local.paths import PROJECT


def functions(project: Path = PROJECT) -> dict[str, str]:
    """The event of each function, by the function's logical id: `OrdersCreateFunction` has `orders.create`."""
    resources = yaml_parse((project / "template.yaml").read_text())["Resources"]
    return {
        name: found["Properties"]["Handler"].removesuffix(".handler")
        for name, found in resources.items()
        if found["Type"] == "AWS::Serverless::Function"
    }
