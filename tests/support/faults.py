"""A server on loopback that fails in every way a server can: raw sockets, one fault a URL.

It is a replay server (`<address>/<original URL>`). An `Answer` writes what it likes to the
connection, well formed or not; a sequence of answers is given one after the other, the last one
again and again.
"""

import asyncio
import socket
import struct
import threading
import time
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import repeat
from typing import Any

import brotli
from backports import zstd

Answer = Callable[["Exchange"], Awaitable[None]]
Answers = Callable[[str], Answer | None]

_CHUNK = 64 * 1024
_MIB = bytes(1024 * 1024)
BOMB_MIB = 400
"""More than any crawl that meets one may take in memory."""


@dataclass(frozen=True)
class Asked:
    """One request as it came in: `at` is monotonic time in seconds."""

    url: str
    at: float
    headers: Mapping[str, str]


@dataclass
class Exchange:
    """One request and the connection its answer goes out on."""

    asked: Asked
    writer: asyncio.StreamWriter
    server: asyncio.Server

    async def send(self, *parts: bytes) -> None:
        """Write `parts`, waiting whenever the peer is slow to read."""
        for part in parts:
            self.writer.write(part)
            await self.writer.drain()

    async def send_head(self, *headers: str, status: str = "200 OK") -> None:
        """Write the status line and `headers`, and the empty line after them."""
        typed = () if any(h.startswith("Content-Type:") for h in headers) else (_HTML,)
        await self.send("\r\n".join((f"HTTP/1.1 {status}", *typed, *headers, "", "")).encode())

    async def close(self) -> None:
        """End the connection, in good order for TCP if not for HTTP."""
        self.writer.close()
        await self.writer.wait_closed()

    def reset(self) -> None:
        """End the connection by a reset: with a linger of zero seconds there is no goodbye."""
        raw = self.writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


_HTML = "Content-Type: text/html; charset=utf-8"


def page(body: str | bytes, *headers: str, status: str = "200 OK") -> Answer:
    """Return a response without a fault."""
    content = body.encode() if isinstance(body, str) else body

    async def answer(exchange: Exchange) -> None:
        await exchange.send_head(f"Content-Length: {len(content)}", *headers, status=status)
        await exchange.send(content)

    return answer


def xml(document: str | bytes) -> Answer:
    """Return an XML document."""
    return page(document, "Content-Type: application/xml")


def redirect(target: str, *headers: str) -> Answer:
    """Return a redirect to `target`."""
    return page("", f"Location: {target}", *headers, status="302 Found")


def last_page(body: str) -> Answer:
    """Return a page after which the server takes no new connection."""

    async def answer(exchange: Exchange) -> None:
        exchange.server.close()
        await page(body, "Connection: close")(exchange)
        await exchange.close()

    return answer


async def hang(exchange: Exchange) -> None:
    """Send nothing until the client disconnects or the server ends."""
    await asyncio.Event().wait()


async def drip_headers(exchange: Exchange) -> None:
    """Send the headers slowly, byte by byte."""
    await exchange.send(b"HTTP/1.1 200 OK\r\nX-Drip: ")
    await _drip(exchange)


async def drip_body(exchange: Exchange) -> None:
    """Send the body slowly, byte by byte."""
    await exchange.send_head("Content-Length: 1000000")
    await _drip(exchange)


async def _drip(exchange: Exchange) -> None:
    while True:
        await exchange.send(b"a")
        await asyncio.sleep(0.05)


def reset_after(body: bytes) -> Answer:
    """Send the headers and `body`, then reset the connection where more was announced."""

    async def answer(exchange: Exchange) -> None:
        await exchange.send_head(f"Content-Length: {2 * len(body)}")
        await exchange.send(body)
        exchange.reset()

    return answer


def announced(length: int, body: bytes, *headers: str) -> Answer:
    """Send `body` under a wrong Content-Length, then close the connection."""

    async def answer(exchange: Exchange) -> None:
        await exchange.send_head(f"Content-Length: {length}", *headers)
        await exchange.send(body)
        await exchange.close()

    return answer


def cut_chunk(body: bytes) -> Answer:
    """Send `body` as half of a chunk (RFC 9112, section 7.1), then close the connection."""

    async def answer(exchange: Exchange) -> None:
        await exchange.send_head("Transfer-Encoding: chunked")
        await exchange.send(f"{2 * len(body):x}\r\n".encode(), body)
        await exchange.close()

    return answer


def until_closed(body: bytes, *headers: str) -> Answer:
    """Send `body` without a length: it ends with the connection (RFC 9112, section 6.3)."""

    async def answer(exchange: Exchange) -> None:
        await exchange.send_head("Connection: close", *headers)
        await exchange.send(body)
        await exchange.close()

    return answer


async def endless_chunks(exchange: Exchange) -> None:
    """Send chunks without end."""
    await exchange.send_head("Transfer-Encoding: chunked")
    await exchange.send(*repeat(f"{_CHUNK:x}\r\n".encode() + bytes(_CHUNK) + b"\r\n", 100_000))


async def endless_headers(exchange: Exchange) -> None:
    """Send 10 MB of headers, without the end of the headers."""
    await exchange.send(b"HTTP/1.1 200 OK\r\n", *repeat(b"X-Much: %s\r\n" % (b"a" * 1000), 10_000))
    await hang(exchange)


def cookies(body: str, number: int) -> Answer:
    """Return a page that sets `number` cookies."""
    return page(body, *(f"Set-Cookie: saung{n}={n}; Path=/" for n in range(number)))


def coded(coding: str, body: bytes) -> Answer:
    """Return `body` as it is under the Content-Encoding `coding`, whether that is true or not."""
    return page(body, f"Content-Encoding: {coding}")


def compressed(coding: str, body: bytes) -> bytes:
    """Compress `body` in the content coding `coding` (RFC 9110, 8.4.1; RFC 7932; RFC 8878)."""
    return b"".join(_compress(coding, (body,)))


@cache
def bomb(coding: str, start: bytes = b"", mib: int = BOMB_MIB) -> bytes:
    """Compress `start` and `mib` MiB of zeros piece by piece; `coding` may be a list."""
    others, _, last = coding.rpartition(", ")
    if others:
        return compressed(last, bomb(others, start, mib))
    return b"".join(_compress(last, (start, *repeat(_MIB, mib))))


def _compress(coding: str, parts: Iterable[bytes]) -> Iterator[bytes]:
    if coding == "br":
        brotlis = brotli.Compressor(quality=1)
        yield from (brotlis.process(part) for part in parts)
        yield brotlis.finish()
    else:
        packer = _PACKERS[coding]()
        yield from (packer.compress(part) for part in parts)
        yield packer.flush()


_PACKERS: Mapping[str, Callable[[], Any]] = {
    "gzip": lambda: zlib.compressobj(zlib.Z_BEST_SPEED, wbits=31),
    "deflate": lambda: zlib.compressobj(zlib.Z_BEST_SPEED),
    "zstd": zstd.ZstdCompressor,
}


@dataclass
class FaultServer:
    """What a fault server has been asked for, in order."""

    address: str = ""
    log: list[Asked] = field(default_factory=list)

    def times(self, url: str) -> list[float]:
        """Return when `url` was asked for, in monotonic seconds."""
        return [asked.at for asked in self.log if asked.url == url]

    @property
    def urls(self) -> list[str]:
        """All that was asked for."""
        return [asked.url for asked in self.log]


@contextmanager
def faults(
    answers: Mapping[str, Answer | Sequence[Answer]], others: Answers | None = None
) -> Iterator[FaultServer]:
    """Serve `answers` by URL, what `others` makes of any other URL, and 404 for the rest.

    The server runs in a thread of its own, and ends with every connection when the block does.
    """
    server = FaultServer()
    started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()
    running = threading.Thread(
        target=asyncio.run, args=[_serve(server, answers, others, started)], daemon=True
    )
    running.start()
    loop, ending = started.result(10)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(ending.set)
        running.join(10)


async def _serve(
    server: FaultServer,
    answers: Mapping[str, Answer | Sequence[Answer]],
    others: Answers | None,
    started: "Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]]",
) -> None:
    """Answer every connection until told to end; connections still open are cancelled then."""
    ending = asyncio.Event()
    given: Counter[str] = Counter()

    def choose(url: str) -> Answer:
        found = answers.get(url) or (others(url) if others else None)
        if found is None:
            return page("not here", status="404 Not Found")
        if callable(found):
            return found
        given[url] += 1
        return found[min(given[url], len(found)) - 1]

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.add(asyncio.current_task())
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while not writer.is_closing():
                asked = _read(await reader.readuntil(b"\r\n\r\n"))
                server.log.append(asked)
                await choose(asked.url)(Exchange(asked, writer, listening))
        writer.transport.abort()

    connections: set[asyncio.Task[None] | None] = set()
    listening = await asyncio.start_server(converse, "127.0.0.1", 0)
    host, port = listening.sockets[0].getsockname()
    server.address = f"http://{host}:{port}"
    started.set_result((asyncio.get_running_loop(), ending))
    await ending.wait()
    listening.close()
    for connection in filter(None, connections):
        connection.cancel()
    await asyncio.gather(*filter(None, connections), return_exceptions=True)


def _read(head: bytes) -> Asked:
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {
        name.lower(): value.strip() for name, _, value in (li.partition(":") for li in lines)
    }
    return Asked(first.split(" ")[1].removeprefix("/"), time.monotonic(), headers)
