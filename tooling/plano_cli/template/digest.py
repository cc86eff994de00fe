"""A digest of all that template.yaml says of functions, which is in the environment of each.

SAM publishes a version of a function when what the template says of it is written in another way; Lambda makes one
only if the function itself differs. Where it does not, the deployment fails: "A version for this Lambda function
exists". With the digest in it, the function differs whenever its text does.
"""

import json
import re
from hashlib import sha256
from typing import Any

import yaml
from samtranslator.yaml_helper import intrinsics_multi_constructor

NAME = "PLANO_TEMPLATE"
_LINE = re.compile(rf"^( +{NAME}: )\S+$", re.MULTILINE)
# The one in C is several times as quick, where there is one. Both read the same.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
yaml.add_multi_constructor("!", intrinsics_multi_constructor, Loader=_LOADER)


def with_digest(template: str) -> str:
    """The template with the digest of what it says now. Comments and the order of names don't count."""
    return _LINE.sub(lambda found: found[1] + json.dumps(_digest(_LOADER(template).get_single_data())), template)


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
