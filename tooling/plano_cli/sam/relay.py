"""What lets a container reach this stack: it listens on the loopback address only, where no container gets to.

On Linux, a container sees this machine at Docker's bridge. The relay listens there, on the same ports, and hands
everything on. Other machines have no route to that address, unless somebody makes one.
"""

import asyncio
import threading
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial

from plano_cli.local.ports import HOST
from plano_cli.sam import docker

_CHUNK_BYTES = 65_536
_STOP_SECONDS = 5


@contextmanager
def running(ports: Sequence[int]) -> Iterator[str]:
    """The host by which containers reach these ports, for as long as the context lasts."""
    address = docker.bridge()
    if address is None:
        yield docker.ELSEWHERE
        return
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    opened = asyncio.run_coroutine_threadsafe(_open(address, ports), loop).result()
    try:
        yield address
    finally:
        asyncio.run_coroutine_threadsafe(_close(opened), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join(_STOP_SECONDS)


async def _open(address: str, ports: Sequence[int]) -> list[asyncio.Server]:
    opened = []
    for port in ports:
        with suppress(OSError):  # `make run` listens there already
            opened.append(await asyncio.start_server(partial(_serve, port), address, port))
    return opened


async def _close(servers: Sequence[asyncio.Server]) -> None:
    for server in servers:
        server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


async def _serve(port: int, reader: StreamReader, writer: StreamWriter) -> None:
    try:
        far_reader, far_writer = await asyncio.open_connection(HOST, port)
    except OSError:
        writer.close()
        return
    await asyncio.gather(_copy(reader, far_writer), _copy(far_reader, writer))


async def _copy(reader: StreamReader, writer: StreamWriter) -> None:
    with suppress(OSError):
        while chunk := await reader.read(_CHUNK_BYTES):
            writer.write(chunk)
            await writer.drain()
    writer.close()
