"""The local Mandrill: takes emails by the real API, keeps them, and shows them to whoever opens its page.

It refuses addresses at `rejected.example`, and can be told to be `down` (it answers that it is out of service) or
`silent` (it takes emails, but does not answer in time), so that everybody can see what happens then.
"""

import asyncio
import json
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from plano_cli.local.mailbox import Mailbox

KEY = "the-key-of-the-local-mandrill"
REJECTED_DOMAIN = "rejected.example"
SILENT_SECONDS = 10
MODES = ("up", "down", "silent")
_LONGEST_RECIPIENT = 320


class ApiError(Exception):
    """An error as the API answers it: {status, code, name, message}."""

    def __init__(self, code: int, name: str, message: str, http: int = 500) -> None:
        super().__init__(message)
        self.answer = {"status": "error", "code": code, "name": name, "message": message}
        self.http = http


class LocalMandrill:
    """Its API and its page, on top of a mailbox."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mode = "up"
        self._mailbox = mailbox
        self._methods: dict[str, Callable[[dict[str, Any]], Any]] = {
            "messages/send": self._send,
            "messages/search": self._search,
            "users/ping": lambda _: "PONG!",
        }
        self._pages = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=select_autoescape())
        self.app = Starlette(
            routes=[
                Route("/", self._page),
                Route("/mode", self._set_mode, methods=["POST"]),
                Route("/api/{version}/{method:path}", self._api, methods=["POST"]),
            ]
        )

    async def _api(self, request: Request) -> Response:
        method = request.path_params["method"].removesuffix(".json")
        try:
            answer = self._call(method, await request.body())
        except ApiError as error:
            return JSONResponse(error.answer, error.http)
        if self.mode == "silent":
            await asyncio.sleep(SILENT_SECONDS)
        return JSONResponse(answer)

    def _call(self, method: str, raw: bytes) -> Any:
        if self.mode == "down":
            raise ApiError(-99, "ServiceUnavailable", "The local Mandrill is switched to be down", 503)
        try:
            body = json.loads(raw)
        except ValueError:
            body = None
        if method not in self._methods:
            raise ApiError(-1, "Unknown_Method", f'Unknown method "{method}"')
        if not isinstance(body, dict):
            raise ApiError(-2, "ValidationError", "The body is no JSON object")
        if body.get("key") != KEY:
            raise ApiError(-1, "Invalid_Key", "Invalid API key")
        return self._methods[method](body)

    def _send(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        message = body.get("message")
        if not isinstance(message, dict):
            raise ApiError(-2, "ValidationError", 'Validation error: {"message":"Please enter a struct"}')
        recipients = message.get("to")
        if not isinstance(recipients, list) or not all(isinstance(to, dict) for to in recipients) or not recipients:
            raise ApiError(-2, "ValidationError", 'Validation error: {"message":{"to":"Please enter an array"}}')
        return [self._send_to(to, message, at_once=not body.get("async")) for to in recipients]

    def _send_to(self, to: dict[str, Any], message: dict[str, Any], *, at_once: bool) -> dict[str, Any]:
        email = str(to.get("email", ""))
        answer: dict[str, Any] = {"email": email, "_id": secrets.token_hex(16), "reject_reason": None}
        local, _, domain = email.rpartition("@")
        if not local or not domain or len(email) > _LONGEST_RECIPIENT or any(part.isspace() for part in email):
            return {**answer, "status": "invalid"}
        if domain.lower() == REJECTED_DOMAIN:
            return {**answer, "status": "rejected", "reject_reason": "hard-bounce"}
        self._mailbox.keep({"_id": answer["_id"], "ts": int(time.time()), "recipient": to, "message": message})
        return {**answer, "status": "sent" if at_once else "queued", "queued_reason": None}

    def _search(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        wanted = str(body.get("query", "*")).removeprefix("full_email:").strip('"').lower()
        found = [kept for kept in self._mailbox.newest() if wanted in ("*", kept["recipient"]["email"].lower())]
        return [
            {
                "_id": kept["_id"],
                "ts": kept["ts"],
                "email": kept["recipient"]["email"],
                "sender": kept["message"].get("from_email"),
                "subject": kept["message"].get("subject"),
                "tags": kept["message"].get("tags", []),
                "metadata": kept["message"].get("metadata", {}),
                "state": "sent",
            }
            for kept in found[: int(body.get("limit") or 100)]
        ]

    async def _page(self, _request: Request) -> Response:
        template = self._pages.get_template("mandrill.html")
        emails = self._mailbox.newest()[:100]
        headers = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'"}
        return HTMLResponse(template.render(emails=emails, mode=self.mode, modes=MODES), headers=headers)

    async def _set_mode(self, request: Request) -> Response:
        mode = request.query_params.get("to", "")
        if mode not in MODES:
            return JSONResponse({"message": f"The mode is one of {', '.join(MODES)}"}, 400)
        self.mode = mode
        return RedirectResponse("/", 303)
