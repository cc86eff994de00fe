"""An API that doesn't wake says why, and what to try: with an API and a local AWS that answer as these do."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from plano_cli.local.paths import Home
from plano_cli.local.waking import wake
from plano_cli.problems import Problem

_RESOURCES = """\
<ListStackResourcesResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><ListStackResourcesResult>
<StackResourceSummaries><member><LogicalResourceId>LineItemsCreateFunction</LogicalResourceId>
<PhysicalResourceId>create-1a2b</PhysicalResourceId><ResourceType>AWS::Lambda::Function</ResourceType></member>
</StackResourceSummaries></ListStackResourcesResult></ListStackResourcesResponse>"""
_FAILURE = {
    "errorType": "Runtime.ImportModuleError",
    "errorMessage": "Unable to import module 'line_items.create': No module named 'nothing'",
    "stackTrace": ['  File "/opt/python/plano/clock.py", line 7, in <module>\n'],
}


class _Local:
    """What answers at the address: the API's code and body, and what the function fails with when it is invoked."""

    def __init__(self, code: int, body: str, failure: object = None) -> None:
        self.code, self.body, self.failure = code, body, failure

    def answer(self, path: str) -> tuple[int, str, dict[str, str]]:
        if path.endswith("/api/v1/line_items/create"):
            return self.code, self.body, {"content-type": "application/json"}
        if "/functions/create-1a2b/invocations" in path:
            failed = {"x-amz-function-error": "Unhandled"} if self.failure else {}
            return 200, json.dumps(self.failure), failed
        return 200, _RESOURCES, {"content-type": "text/xml"}


Serve = Callable[[_Local], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    servers: list[ThreadingHTTPServer] = []

    def start(local: _Local) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["content-length"]))
                code, text, headers = local.answer(self.path)
                self.send_response(code)
                for name, value in {**headers, "content-length": str(len(text.encode()))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def _said(home: Path, url: str) -> str:
    with pytest.raises(Problem) as failed:
        wake(Home(home), url, f"{url}/_aws/execute-api/1a2b/local")
    return str(failed.value)


def test_an_api_that_answers_is_awake(tmp_path: Path, serve: Serve) -> None:
    url = serve(_Local(400, "{}"))
    wake(Home(tmp_path), url, f"{url}/_aws/execute-api/1a2b/local")


def test_what_the_function_fails_with_is_said(tmp_path: Path, serve: Serve) -> None:
    said = _said(tmp_path, serve(_Local(502, '{"message": "Internal server error"}', _FAILURE)))
    assert said.startswith("The API does not answer as it should (502): Runtime.ImportModuleError: Unable to import")
    assert 'File "/opt/python/plano/clock.py", line 7' in said
    assert "`make run` again" in said
    assert "`make reset` forgets the stack with its data" in said


def test_where_the_function_says_nothing_the_api_s_own_words_are_said(tmp_path: Path, serve: Serve) -> None:
    said = _said(tmp_path, serve(_Local(403, '{"message": "Missing Authentication Token"}')))
    assert "(403): " in said
    assert "Missing Authentication Token" in said


def test_an_api_that_is_not_there_is_said(tmp_path: Path) -> None:
    said = _said(tmp_path, "http://127.0.0.1:9")
    assert said.startswith("The API did not answer within 30 seconds (")
    assert str(tmp_path / "logs" / "aws.log") in said
