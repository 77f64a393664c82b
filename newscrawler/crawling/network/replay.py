"""A replay server: saved pages, fetched from there instead of from the live web.

The server answers `<server>/<original URL>` with the page as it was, as pywb and the Wayback
Machine do, and may say when it was fetched (`Memento-Datetime`, RFC 7089). Spiders, robots rules
and pipelines see the original addresses, so a replayed crawl takes the way of a live one.
"""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path


def saved_site(folder: Path) -> Mapping[str, tuple[Path, Mapping[str, object]]]:
    """Return the files below `folder` that have a sidecar with a `url`, by that URL."""
    pages = {}
    for sidecar in sorted(folder.rglob("*.json")):
        facts = json.loads(sidecar.read_text(encoding="utf-8"))
        files = [path for path in sidecar.parent.glob(f"{sidecar.stem}.*") if path != sidecar]
        if files and isinstance(facts, dict) and facts.get("url"):
            pages[facts["url"]] = (files[0], facts)
    return pages


@contextmanager
def replay_server(folder: Path, port: int = 0) -> Iterator[str]:
    """Serve the pages saved below `folder` on loopback, and yield the server's address.

    Raises OSError when `port` is taken (0 takes a free one).
    """
    pages = saved_site(folder)

    class Replay(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path, facts = pages.get(self.path.removeprefix("/"), (None, {}))
            body = path.read_bytes() if path else b"Not found\n"
            self.send_response(200 if path else 404)
            for name, value in _headers(path, facts).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is given)
            """Keep quiet: the crawl has its own log."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Replay)
    thread = threading.Thread(target=server.serve_forever, name="replay", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _headers(path: Path | None, facts: Mapping[str, object]) -> dict[str, str]:
    if path is None:
        return {"Content-Type": "text/plain"}
    headers = {"Content-Type": guess_type(path.name)[0] or "application/octet-stream"}
    if isinstance(given := facts.get("headers"), dict):
        headers |= given
    if isinstance(fetched_at := facts.get("fetched_at"), str):
        headers["Memento-Datetime"] = format_datetime(
            datetime.fromisoformat(fetched_at).astimezone(UTC), usegmt=True
        )
    return headers
