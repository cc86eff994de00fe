"""A DynamoDB of fixed answers, in a process of its own: quick, always the same, and it counts.

It answers what the local AWS answered, from the records that stood there: BatchGetItem by looking them up, strongly
consistent; Query of a table by its keys, and of an index with nothing; writes with nothing, as DynamoDB does where all
went well. `GET /calls` tells the calls since it was last asked, and the last transaction. Run as a script:
`RECORDS PORT TLS_PORT CERTIFICATE`.
"""

import asyncio
import json
import ssl
import sys
import uuid
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_SESSION = "Session"


class Store:
    """The records by table and key, and what was asked for."""

    def __init__(self, tables: dict[str, list[dict[str, Any]]]) -> None:
        self._records = {
            (table, item["pk"]["S"], item["sk"]["S"]): item for table, items in tables.items() for item in items
        }
        self._calls: dict[str, int] = {}
        self._transaction: Any = None

    def answer(self, operation: str, request: Any) -> tuple[int, Any]:
        """The code and the answer of one operation."""
        self._calls[operation] = self._calls.get(operation, 0) + 1
        if operation == "BatchGetItem":
            return 200, {"Responses": self._found(request["RequestItems"]), "UnprocessedKeys": {}}
        if operation == "Query":
            items = [] if "IndexName" in request else self._queried(request)
            return 200, {"Items": items, "Count": len(items), "ScannedCount": len(items)}
        if operation in ("PutItem", "UpdateItem"):
            return 200, {}
        if operation == "TransactWriteItems":
            self._transaction = request["TransactItems"]
            return 200, {}
        return 400, {"__type": "com.amazon.coral.service#UnknownOperationException", "message": operation}

    def _queried(self, request: Any) -> list[Any]:
        """Of one partition, those whose sort key begins with the other value, where there is one."""
        values = [value["S"] for value in request["ExpressionAttributeValues"].values() if "S" in value]
        return [
            item
            for (table, pk, sk), item in sorted(self._records.items(), key=lambda found: found[0])
            if table == request["TableName"] and pk in values
            if len(values) == 1 or any(sk.startswith(value) for value in values if value != pk)
        ]

    def calls(self) -> Any:
        """What was called since this was last asked."""
        told = {"calls": self._calls, "transaction": self._transaction}
        self._calls, self._transaction = {}, None
        return told

    def _found(self, wanted: Any) -> dict[str, list[Any]]:
        return {
            table: [
                _in_use(self._records[where])
                for key in keys["Keys"]
                if (where := (table, key["pk"]["S"], key["sk"]["S"])) in self._records
            ]
            for table, keys in wanted.items()
        }


def _in_use(item: dict[str, Any]) -> dict[str, Any]:
    # A session that was used just now: else every request would mark its use, once five minutes have passed.
    if item.get("kind", {}).get("S") != _SESSION:
        return item
    return {**item, "used_at": {"S": datetime.now(UTC).isoformat().replace("+00:00", "Z")}}


class Connection(asyncio.Protocol):
    """HTTP/1.1 with keep-alive, as much of it as clients of DynamoDB use."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where answers go."""
        if not isinstance(transport, asyncio.Transport):
            raise TypeError(type(transport).__name__)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each request that is complete."""
        self._buffer += data
        while b"\r\n\r\n" in self._buffer:
            head, _, rest = self._buffer.partition(b"\r\n\r\n")
            first, *lines = head.decode("latin-1").split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            length = int(headers.get("content-length", 0))
            if headers.get("expect") == "100-continue" and len(rest) < length and self._transport:
                self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            if len(rest) < length:
                return
            self._buffer = rest[length:]
            self._answer(first, headers, rest[:length])

    def _answer(self, first: str, headers: dict[str, str], body: bytes) -> None:
        if first.startswith("GET"):
            code, answer = 200, self._store.calls()
        else:
            operation = headers.get("x-amz-target", "").rpartition(".")[2]
            code, answer = self._store.answer(operation, json.loads(body))
        content = json.dumps(answer, separators=(",", ":")).encode()
        head = (
            f"HTTP/1.1 {code} {'OK' if code == 200 else 'Bad Request'}\r\n"
            "Server: Server\r\n"
            "Content-Type: application/x-amz-json-1.0\r\n"
            f"Content-Length: {len(content)}\r\n"
            "Connection: keep-alive\r\n"
            f"x-amzn-RequestId: {uuid.uuid4().hex.upper()}\r\n"
            f"x-amz-crc32: {zlib.crc32(content)}\r\n\r\n"
        )
        if self._transport:
            self._transport.write(head.encode() + content)


async def serve(records: Path, port: int, tls_port: int, certificate: Path) -> None:
    """Serve until the process ends."""
    store = Store(json.loads(records.read_text()))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    loop = asyncio.get_running_loop()
    plain = await loop.create_server(lambda: Connection(store), "127.0.0.1", port)
    await loop.create_server(lambda: Connection(store), "127.0.0.1", tls_port, ssl=tls)
    await plain.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])))
