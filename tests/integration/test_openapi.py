"""The OpenAPI document, held against the deployed API by tools that know nothing of Plano but the document."""

import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks as _checks
from schemathesis.openapi.checks import UndefinedContentType

from integration.api import Api
from plano.registry.openapi import openapi_document
from plano_cli.local.paths import PROJECT
from plano_cli.registry import of_code
