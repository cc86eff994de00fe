"""What the guide's FileMaker scripts send is sent by curl, with the options that they give it."""

import json
import secrets
import shlex
import subprocess
from pathlib import Path
from typing import Any

from filemaker import Script, Value
from integration.api import Api
from plano_cli.local.paths import FUNCTIONS

_GUIDES = FUNCTIONS / "documentation" / "templates" / "guides"


def _sent(script: Script, fields: dict[str, Value], api: Api, folder: Path) -> dict[str, Any]:
    (folder / "request.json").write_text(json.dumps(script.body(fields)))
    options = shlex.split(script.curl_options(fields, "request.json"))
    command = ["curl", "--silent", *options, api.url + script.path()]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(ran.stdout)
    return answer


def test_a_line_item_is_added_once_and_changed(api: Api, tmp_path: Path) -> None:
    create = Script((_GUIDES / "filemaker-create.fmp.txt").read_text())
    update = Script((_GUIDES / "filemaker-update.fmp.txt").read_text())
    fields: dict[str, Value] = {
        "Settings::token": api.tokens["application"],
        "Orders::plano_id": api.ids["order"],
        "LineItems::id": f"FM-{secrets.token_hex(6)}",
        "LineItems::name": "Floor plan, façade",
        "LineItems::quantity": 2,
        "LineItems::net_price": 19.99,
        "LineItems::changed_at": "2026-11-24T09:30:00Z",
        "LineItems::sent_key": secrets.token_hex(16),
    }
    first, again = (_sent(create, fields, api, tmp_path)["data"] for _ in range(2))
    assert first["id"] == again["id"]
    assert (first["service_name"], first["net_price"]) == ("Floor plan, façade", 19.99)
    fields |= {"LineItems::plano_id": first["id"], "LineItems::plano_updated_at": first["updated_at"]}
    fields |= {"LineItems::quantity": 3, "LineItems::changed_at": "2026-11-24T10:00:00Z"}
    changed, replayed = (_sent(update, fields, api, tmp_path) for _ in range(2))
    assert changed["status"] == replayed["status"] == "action-successful"
    assert changed["data"] == replayed["data"]  # sent again after a lost answer, it is carried out once
    fields["LineItems::sent_key"] = secrets.token_hex(16)
    refused = _sent(update, fields, api, tmp_path)
    assert [fault["param"] for fault in refused["errors"]] == ["if_updated_at"]
