"""Running the local Mandrill beside the local AWS."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from hypercorn.asyncio import serve
from hypercorn.config import Config

from plano_cli.local.mailbox import Mailbox
from plano_cli.local.mandrill_api import SILENT_SECONDS, LocalMandrill
from plano_cli.local.paths import Home
from plano_cli.local.ports import HOST, listening
from plano_cli.problems import Problem

FIRST_PORT = 4800
_START_SECONDS = 10


@contextmanager
def running(home: Home) -> Iterator[str]:
    """The local Mandrill, for as long as the context lasts; its address.

    It keeps to the port it had before, where that is free: the functions are deployed with it.

    Raises:
        Problem: it does not come up.
    """
    listener = listening(home.mandrill_port_file, FIRST_PORT)
    url = f"http://{HOST}:{listener.getsockname()[1]}"
    # The server closes it.
    config = Config.from_mapping(bind=[f"fd://{listener.detach()}"], accesslog=None, errorlog=None, graceful_timeout=0)
    stop = threading.Event()

    async def until_stopped() -> None:
        while not stop.is_set():
            await asyncio.sleep(0.1)
        # Connections that the end cuts off are no news.
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)

    app: Any = LocalMandrill(Mailbox(home.mailbox_file)).app
    thread = threading.Thread(
        target=lambda: asyncio.run(serve(app, config, shutdown_trigger=until_stopped)), daemon=True
    )
    thread.start()
    try:
        _wait_until_up(url)
        yield url
    finally:
        stop.set()
        thread.join(SILENT_SECONDS)


def _wait_until_up(url: str) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        try:
            httpx.get(url, timeout=1).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.05)
        else:
            return
    raise Problem(f"The local Mandrill did not start at {url}")
