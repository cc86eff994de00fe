"""A digest of all that template.yaml says of functions, which is in the environment of each.

SAM publishes a version of a function when what the template says of it is written in another way; Lambda makes one
only if the function itself differs. Where it does not, the deployment fails: "A version for this Lambda function
exists". With the digest in it, the function differs whenever its text does.
"""

import json
import re
from hashlib import sha256
from typing import Any

from samtranslator.yaml_helper import yaml_parse

NAME = "PLANO_TEMPLATE"
_LINE = re.compile(rf"^( +{NAME}: )\S+$", re.MULTILINE)


def with_digest(template: str) -> str:
    """The template with the digest of what it says now. Comments and the order of names don't count."""
    return _LINE.sub(lambda found: found[1] + json.dumps(_digest(yaml_parse(template))), template)


def _digest(template: dict[str, Any]) -> str:
    globals_ = template.get("Globals", {}).get("Function", {})
    variables = globals_.get("Environment", {}).get("Variables", {})
    # An empty value, so that it doesn't depend on itself.
    shared = {**globals_, "Environment": {"Variables": {**variables, NAME: ""}}}
    functions = {
        name: found["Properties"]
        for name, found in template["Resources"].items()
        if found["Type"] == "AWS::Serverless::Function"
    }
    text = json.dumps([shared, functions], sort_keys=True, default=str)
    return sha256(text.encode()).hexdigest()[:12]
