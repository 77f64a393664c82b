"""Run `scrapy` as a person does, and serve small news sites on loopback for it to crawl."""

import json
import os
import subprocess
import threading
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from ssl import SSLContext
from typing import Any

from sqlalchemy import text

from newscrawler.storage.database import open_database
from tests.support.forkserver import Command, Forked, run

PROJECT = Path(__file__).parents[2]
FIXTURES = PROJECT / "fixtures"
NOWHERE = "http://127.0.0.1:9"
"""A replay server that answers nothing: keeps a crawl off the web where none is served."""
NO_DATABASE = "sqlite:////dev/null/none.db"


@dataclass(frozen=True)
class Ran:
    """How a command ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Standard output, read as one JSON object a line."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def complaint(self) -> str:
        """The last line on standard error."""
        return self.err.rstrip().rpartition("\n")[2]


def command(
    words: Sequence[str | Path],
    environment: Mapping[str, str],
    folder: Path = PROJECT,
    before: str = "",
    program: str = "scrapy",
) -> Command:
    """Return the command `<program> <words>`, which runs the Python code `before` first."""
    return Command(program, list(map(str, words)), str(folder), dict(environment), before)


def run_to_end(asked: Command, stdin: bytes = b"") -> Ran:
    """Run a command, and return how it ended."""
    done = run(asked, stdin)
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def surroundings(database: str) -> dict[str, str]:
    """Return the environment of a command: the database, and a wide terminal without colours."""
    archive = Path(os.environ["ARCHIVE_DIR"]) / str(zlib.crc32(database.encode()))
    own = {"DATABASE_URL": database, "ARCHIVE_DIR": str(archive)}
    return os.environ | own | {"NO_COLOR": "1", "COLUMNS": "200"}


def scrapy(
    *words: str | Path,
    database: str = NO_DATABASE,
    stdin: bytes = b"",
    folder: Path = PROJECT,
    before: str = "",
    **environment: str,
) -> Ran:
    """Run `scrapy <words>` in `folder` to its end; without `database` there is none to reach."""
    return run_to_end(command(words, surroundings(database) | environment, folder, before), stdin)


def newscrawler(*words: str | Path, folder: Path, **environment: str) -> Ran:
    """Run `newscrawler <words>` in `folder` to its end."""
    known = surroundings(NO_DATABASE) | environment
    return run_to_end(command(words, known, folder, program="newscrawler"))


def in_zone(name: str) -> str:
    """Return the code after which local time is that of the zone `name`."""
    return f"import os, time; os.environ['TZ'] = {name!r}; time.tzset()"


def with_publisher(folder: Path, **facts: Any) -> str:
    """Return the code that adds one more publisher, `sumari`, with these `facts`.

    Its module is put into `folder`.
    """
    given = ", ".join(f"{name}={value!r}" for name, value in {"key": "sumari", **facts}.items())
    module = f"from newscrawler.publishers import Publisher\nSUMARI = Publisher({given})\n"
    (folder / "sumari.py").write_text(module, encoding="utf-8")
    return f"import newscrawler.publishers as p\np.__path__.append({str(folder)!r})\n"


def crawl_words(server: str, words: Sequence[str | Path]) -> list[str | Path]:
    """Return the command line of a crawl without delays against the replay server at `server`."""
    return ["crawl", *words, *in_a_hurry(server)]


def in_a_hurry(server: str) -> list[str]:
    """Return the settings to fetch from the replay server at `server` without delays."""
    hurry = ("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=0", "RECRAWL_AFTER=0")
    return [word for each in (f"REPLAY_SERVER={server}", *hurry) for word in ("-s", each)]


def crawl(server: str, database: str, *words: str | Path, **environment: Any) -> Ran:
    """Run `scrapy crawl <words>` against the replay server at `server` to its end."""
    return scrapy(*crawl_words(server, words), database=database, **environment)


def start_crawl(server: str, database: str, *words: str | Path) -> Forked:
    """Start `scrapy crawl <words>` against the replay server at `server`; its log can be read."""
    return start(*crawl_words(server, words), database=database, stderr=subprocess.PIPE)


def start(
    *words: str | Path, database: str = NO_DATABASE, stderr: int = subprocess.DEVNULL
) -> Forked:
    """Start `scrapy <words>`; what it prints can be read while it runs."""
    return Forked(command(words, surroundings(database)), stdout=subprocess.PIPE, stderr=stderr)


def start_logged(words: Sequence[str], environment: Mapping[str, str], log: int) -> Forked:
    """Start `scrapy <words>` in `environment`; what it says goes to the descriptor `log`."""
    return Forked(command(words, environment), stdout=subprocess.DEVNULL, stderr=log)


@dataclass
class Page:
    """What a site answers: `hold`, when given, is waited for before the answer goes out."""

    body: str | bytes = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    hold: threading.Event | None = None


class Site:
    """A site that may change while it is up, and remembers what it was `asked` for, in order."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self.pages = dict(pages)
        self.asked: list[str] = []
        self.address = ""
        self.arrived = threading.Condition()

    def answer(self, url: str) -> Page:
        """Return the page at `url`, and record the request."""
        with self.arrived:
            self.asked.append(url)
            self.arrived.notify_all()
        page = self.pages.get(url, Page("not here", 404))
        if page.hold:
            page.hold.wait(60)
        return page

    def wait_for(self, url: str) -> bool:
        """Wait until `url` has been asked for; False when it never is."""
        with self.arrived:
            return self.arrived.wait_for(lambda: url in self.asked, 60)


@contextmanager
def serving(pages: Mapping[str, Page], tls: SSLContext | None = None) -> Iterator[Site]:
    """Serve `pages` at `<address>/<their URL>`, as an archive's replay server does."""
    site = Site(pages)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            page = site.answer(self.path.removeprefix("/"))
            body = page.body.encode() if isinstance(page.body, str) else page.body
            self.send_response(page.status)
            headers = {"Content-Type": "text/html; charset=utf-8"} | dict(page.headers)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is given)
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.address = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


HOST = "https://video.tribunnews.com"
RULES = (f"{HOST}/robots.txt", f"{HOST}/.well-known/tdmrep.json")
"""What is asked of a host before its first page."""


def news(headline: str, *paragraphs: str, head: str = "", foot: str = "") -> str:
    """Return a small article page; `head` goes into its head, `foot` below the text."""
    lead = "Warga Kampung Cibungur bergotong royong memperbaiki saung baca, Rabu (18/11/2026)."
    text = "".join(f"<p>{paragraph}</p>" for paragraph in (lead, *paragraphs))
    return (
        f"<!DOCTYPE html><html lang=id><head><meta charset=utf-8><title>{headline}</title>"
        '<meta property="og:type" content="article">'
        '<meta property="article:published_time" content="2026-11-18T14:00:00+07:00">'
        f'<meta name="author" content="Raka Dirgantara">{head}</head><body>'
        f'<h1 id="arttitle">{headline}</h1><div class="side-article txt-article">{text}</div>'
        f"{foot}</body></html>"
    )


def sitemap(*entries: tuple[str, str]) -> Page:
    """Return a news sitemap of (URL, publication date)."""
    listed = "".join(
        f"<url><loc>{url}</loc><news:news><news:publication_date>{date}</news:publication_date>"
        "<news:title>Judul</news:title></news:news></url>"
        for url, date in entries
    )
    return xml(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{listed}</urlset>'
    )


def xml(document: str, prolog: str = '<?xml version="1.0" encoding="UTF-8"?>') -> Page:
    """Return an XML document with this `prolog`."""
    return Page(prolog + document, headers={"Content-Type": "application/xml"})


NOON = "2026-11-18T12:00:00+07:00"


def url(number: int) -> str:
    """Return the URL of article `number`."""
    return f"{HOST}/news/10000{number:02}/berita-{number}"


def listed(*numbers: int) -> dict[str, Page]:
    """Return a sitemap that lists these articles, by its URL."""
    return {f"{HOST}/sitemap.xml": sitemap(*((url(number), NOON) for number in numbers))}


def articles(*numbers: int) -> dict[str, Page]:
    """Return these articles, by their URLs."""
    return {url(number): Page(news(f"Saung Baca {number} Dibuka")) for number in numbers}


def assert_quiet(ran: Ran, code: int = 0) -> None:
    """Check that a command ended with `code`, without a traceback."""
    assert "Traceback" not in ran.err
    assert ran.code == code, ran.err


def rows(database: str, sql: str) -> list[tuple[Any, ...]]:
    """Return the rows that `sql` selects."""
    engine = open_database(database)
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql))]
    finally:
        engine.dispose()


def ends(database: str) -> dict[str, tuple[str | None, str | None]]:
    """Return how every URL ended, with its state and reason; listings are left out."""
    found = rows(database, "SELECT url, state, reason FROM urls WHERE kind = 'article'")
    return {url: (state, reason) for url, state, reason in found}


def counts_of_last_run(database: str) -> dict[str, int]:
    """Return what the last run counted."""
    found = rows(database, "SELECT counts FROM runs ORDER BY started_at DESC LIMIT 1")[0][0]
    counted: dict[str, int] = json.loads(found) if isinstance(found, str) else found
    return counted
