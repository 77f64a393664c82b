"""A news site of any size on loopback, which remembers what it was asked for."""

import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

_STAMP = "2026-11-18T14:00:00+07:00"
_SENTENCE = (
    "Warga Kampung Cibungur bergotong royong memperbaiki saung baca nomor {number} "
    'sejak Rabu (18/11/2026). "Atapnya sudah bocor sejak tahun lalu," kata Raka Dirgantara. '
)


class MadeSite:
    """Articles on `hosts`, `pages` of them in all, each `size` bytes of HTML at the least.

    It is asked as an archive's replay server is: `<address>/<URL>`. `asked` counts the answers by
    URL; `crowd` is the highest number of requests that one host had at once.
    """

    def __init__(self, hosts: Sequence[str], pages: int, size: int, latency: float) -> None:
        self.hosts, self.pages, self.size, self.latency = hosts, pages, size, latency
        self.asked: Counter[str] = Counter()
        self.crowd = 0
        self.address = ""
        self.arrived = threading.Condition()
        self._busy: Counter[str] = Counter()

    @property
    def urls(self) -> list[str]:
        """The addresses of all articles, host by host in turn."""
        return made_urls(self.hosts, self.pages)

    def wait_for(self, more: int, stop: threading.Event, seconds: float = 60) -> None:
        """Wait until `more` articles have been asked for, or `stop` is set, or `seconds` long."""
        last = time.monotonic() + seconds
        with self.arrived:
            goal = self._articles() + more
            while self._articles() < goal and not stop.is_set() and time.monotonic() < last:
                self.arrived.wait(0.05)

    def answer(self, url: str) -> tuple[int, str, bytes]:
        """Return the status, the content type and the body for `url`."""
        host = urlsplit(url).hostname or ""
        with self.arrived:
            self.asked[url] += 1
            self._busy[host] += 1
            self.crowd = max(self.crowd, self._busy[host])
            self.arrived.notify_all()
        time.sleep(self.latency)
        with self.arrived:
            self._busy[host] -= 1
        return self._page(url)

    def _articles(self) -> int:
        return sum(number for url, number in self.asked.items() if "/2026/" in url)

    def _page(self, url: str) -> tuple[int, str, bytes]:
        if url.endswith("/sitemap.xml"):
            host = urlsplit(url).hostname
            own = (page for page in self.urls if urlsplit(page).hostname == host)
            return 200, "application/xml", made_sitemap(own)
        number = url.rpartition("-")[2]
        if "/2026/" not in url or not number.isdecimal() or int(number) >= self.pages:
            return 404, "text/plain", b"not here"
        return 200, "text/html; charset=utf-8", made_article(int(number), self.size)


def made_urls(hosts: Sequence[str], pages: int) -> list[str]:
    """Return the URLs of `pages` articles, spread evenly over the hosts."""
    return [
        f"https://{hosts[number % len(hosts)]}/2026/11/18/saung-baca-{number}"
        for number in range(pages)
    ]


def made_sitemap(urls: Iterable[str]) -> bytes:
    """Return a sitemap of `urls`."""
    entries = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    start = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return f"{start}{entries}</urlset>".encode()


def made_article(number: int, size: int) -> bytes:
    """Return the page of one article: at least `size` bytes of HTML, most of it a menu."""
    sentence = _SENTENCE.format(number=number)
    text = f"<p>{sentence * 3}</p>" * 6
    page = (
        f"<!DOCTYPE html><html lang=id><head><meta charset=utf-8><title>Saung {number}</title>"
        f'<meta property="article:published_time" content="{_STAMP}">'
        '<meta name="author" content="Raka Dirgantara"></head><body>'
        f'<h1 id="arttitle">Saung Baca {number} Dibuka</h1>'
        f'<div class="side-article txt-article">{text}</div><ul class="menu">'
    )
    link = (  # a node in some 80 bytes, as on the pages in fixtures/
        '<li class="menu-item"><a href="https://www.tribunnews.com/topik/saung-baca-kampung" '
        'class="fbo f14 txt-oev-2" title="Saung baca di kampung">Saung baca di kampung</a></li>\n'
    )
    menu = link * max(0, (size - len(page)) // len(link) + 1)
    return f"{page}{menu}</ul></body></html>".encode()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 100

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore errors: clients are killed while they read."""


@contextmanager
def made_site(
    hosts: Sequence[str], pages: int, size: int = 3_000, latency: float = 0.0
) -> Iterator[MadeSite]:
    """Serve a site on loopback."""
    site = MadeSite(hosts, pages, size, latency)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, kind, body = site.answer(self.path.removeprefix("/"))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is given)
            """Keep quiet."""

    server = _Server(("127.0.0.1", 0), Handler)
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
