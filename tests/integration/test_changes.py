"""What the stack's own deployment changed, as its documentation says it."""

import xml.etree.ElementTree as ET

import httpx

from integration.api import Api
from plano.registry.discovery import declared
from plano_cli.local.paths import FUNCTIONS


def test_the_first_deployment_made_every_route_known(api: Api) -> None:
    feed = ET.fromstring(httpx.get(f"{api.url}/documentation/changes.atom", timeout=60).text)
    first = feed.findall("{http://www.w3.org/2005/Atom}entry")[-1]
    told = {"".join(line.itertext()) for line in first.iter("{http://www.w3.org/1999/xhtml}li")}
    services, routes = declared(FUNCTIONS)
    assert {f"{service.slug}: API service is new" for service in services} <= told
    assert {f"{route.name}: route is new" for route in routes} <= told
    assert "route is new" in httpx.get(f"{api.url}/documentation/changes", timeout=60).text
