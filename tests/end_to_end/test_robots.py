"""What is asked of a host, whatever its robots.txt and its mining reservations say."""

import json
import os
import socketserver
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.client import parse_headers
from itertools import pairwise
from typing import Any

import pytest

from newscrawler.crawling.politeness.crawl_delay import DAY
from tests.support.forkserver import Command, run
from tests.support.site import NOWHERE, PROJECT

HOST = "https://www.saung.example"
ROBOTS = f"{HOST}/robots.txt"
TDM = f"{HOST}/.well-known/tdmrep.json"
AT_ONCE = {
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "CONCURRENT_REQUESTS": 16,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "TDM_POLICY": "ignore",
}


def answer(
    body: str | bytes = "", status: int = 200, length: int | None = 0, **headers: str
) -> bytes:
    """Return an HTTP response whose Content-Length is wrong by `length`, or missing for None."""
    given = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} Whatever", "Connection: close", "Content-Type: text/plain"]
    if length is not None:
        lines.append(f"Content-Length: {len(given) + length}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + given


def moved(url: str, status: int = 301) -> bytes:
    return answer(status=status, Location=url)


HANGS = b""
"""No answer at all, for as long as the server is up."""


class Server(socketserver.ThreadingTCPServer):
    """A replay server that sends `answers` as they are; of several for a URL the last one stays.

    `asked` is what it was asked for and when, in seconds of a steady clock.
    """

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.answers: dict[str, list[bytes]] = {}
        self.asked: list[tuple[str, float]] = []
        self.over = threading.Event()
        self.noting = threading.Lock()
        self.address = f"http://127.0.0.1:{self.server_address[1]}"

    def answer(self, url: str) -> bytes:
        with self.noting:
            self.asked.append((url, time.monotonic()))
            page = answer("halaman") if "/berita/" in url else answer("tidak ada", 404)
            answers = self.answers.get(url, [page])
            return answers.pop(0) if len(answers) > 1 else answers[0]

    @property
    def urls(self) -> list[str]:
        return [url for url, _ in self.asked]

    @property
    def pages(self) -> list[str]:
        return [url for url in self.urls if "/berita/" in url]

    @property
    def gaps(self) -> list[float]:
        times = [when for _, when in self.asked]
        return [later - earlier for earlier, later in pairwise(times)]


class Asked(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        line = self.rfile.readline()
        if not line:
            return
        headers = parse_headers(self.rfile)
        path = line.split()[1].decode()
        page = self.server.answer(
            path.removeprefix("/") if "://" in path else f"http://{headers['Host']}{path}"
        )
        if page == HANGS:
            self.server.over.wait(60)
        self.wfile.write(page)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.over.set()
        server.shutdown()
        thread.join()


@dataclass
class Seen:
    """What the probe saw: how requests ended in order, the pauses, what was counted."""

    ends: list[tuple[str, str]]
    reserved: dict[str, bool | None]
    paused: list[tuple[str, float, str]]
    stats: dict[str, float]
    log: str

    @property
    def how(self) -> list[str]:
        return [how for _, how in self.ends]

    @property
    def waits(self) -> list[float]:
        """The seconds of every pause, rounded to ten."""
        return [round(seconds, -1) for _, seconds, _ in self.paused]


def probe(
    server: Server | None,
    *steps: dict[str, Any],
    names: Sequence[str] = (),
    **settings: Any,
) -> Seen:
    """Ask for what `steps` say (tests/robots_probe.py), of `server` or of a web of `names`."""
    replay = {"REPLAY_SERVER": server.address if server else ""}
    plan = {
        "settings": AT_ONCE | replay | settings,
        "steps": steps,
        "names": names,
    }
    command = Command("tests.support.robots_probe", [], str(PROJECT), dict(os.environ))
    done = run(command, json.dumps(plan).encode())
    log = done.stderr.decode()
    assert done.returncode == 0, log
    assert "Traceback" not in log, log
    found = json.loads(done.stdout)
    return Seen(**found | {"ends": [tuple(end) for end in found["ends"]]}, log=log)


def page(number: int = 1, host: str = HOST) -> str:
    return f"{host}/berita/{number}"


def ask(*urls: str, **more: Any) -> dict[str, Any]:
    return {"urls": urls or [page()]} | more


def rules(*lines: str) -> bytes:
    return answer("\n".join(("User-agent: *", *lines, "")))


DISALLOWED = "RequestRejected disallowed: robots.txt"


def test_r1_none_of_a_thousand_disallowed_pages_is_fetched(server: Server) -> None:
    server.answers[ROBOTS] = [rules("Disallow: /berita/")]
    seen = probe(server, ask(*map(page, range(1000))))
    assert seen.how == [DISALLOWED] * 1000
    assert server.urls == [ROBOTS]
    assert seen.stats["robotstxt/forbidden"] == 1000


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (answer("User-agent: *\nAllow: /", 500), "http 500"),
        (answer("maaf", 503), "http 503"),
        (answer(status=304), "http 304"),
        (answer(status=301), "http 301"),
        (answer("User-agent: *\n", length=100), "ResponseDataLossError"),
        (answer("User-agent: *\n", length=None), "cut"),
        (HANGS, "DownloadTimeoutError"),
    ],
    ids=["500", "503", "304", "no-location", "cut", "no-length", "timeout"],
)
def test_r2_nothing_is_fetched_from_a_host_without_an_answer(
    server: Server, given: bytes, reason: str
) -> None:
    server.answers[ROBOTS] = [given]
    seen = probe(server, ask(page(1), page(2), page(3)), DOWNLOAD_TIMEOUT=1)
    assert seen.how == [f"RequestDeferred: robots_unavailable: {reason}"] * 3
    assert server.urls == [ROBOTS], "asked once, and for nothing else"
    assert seen.waits == [300] * 3
    host, _, why = seen.paused[0]
    assert (host, why) == ("www.saung.example", f"robots_unavailable: {reason}")
    assert seen.stats["robotstxt/unavailable"] == 1
    assert "ERROR" not in seen.log


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"REPLAY_SERVER": NOWHERE}, "DownloadConnectionRefusedError"),
        ({}, "CannotResolveHostError"),
    ],
    ids=["refused", "no-name"],
)
def test_r2_a_host_that_cannot_be_reached_is_left_alone(
    settings: dict[str, str], reason: str
) -> None:
    seen = probe(None, ask(page(1), page(2)), **settings)
    assert seen.how == [f"RequestDeferred: robots_unavailable: {reason}"] * 2
    assert seen.waits == [300] * 2
    assert "downloader/response_count" not in seen.stats


def test_r2_pauses_double_to_a_day_until_the_host_answers(server: Server) -> None:
    server.answers[ROBOTS] = [*[answer("maaf", 500)] * 11, rules("Allow: /"), answer("maaf", 500)]
    seen = probe(server, *[ask(skip=DAY + 60)] * 13)
    doubled = [300 * 2**n for n in range(9)]
    assert seen.waits == [*doubled, DAY, DAY, 300]
    assert seen.how[11] == "fetched"
    assert server.pages == [page()]


def test_r2_a_host_is_not_asked_again_while_it_is_left_alone(server: Server) -> None:
    server.answers[ROBOTS] = [answer("maaf", 500), rules("Allow: /")]
    seen = probe(server, ask(), ask(skip=200), ask(skip=110))
    assert server.urls == [ROBOTS, ROBOTS, page()]
    assert seen.waits == [300, 100], "whoever is sent back hears how long is left"


def test_r2_a_server_of_old_says_by_hanging_up_that_it_is_done(server: Server) -> None:
    plain = answer("User-agent: *\nDisallow: /berita/1\n", length=None)
    server.answers[ROBOTS] = [plain.replace(b"HTTP/1.1", b"HTTP/1.0")]
    seen = probe(server, ask(page(1), page(2)))
    assert dict(seen.ends) == {page(1): DISALLOWED, page(2): "fetched"}


@pytest.mark.parametrize("status", [400, 404, 410, 451])
def test_r3_without_a_robots_txt_everything_is_allowed(server: Server, status: int) -> None:
    server.answers[ROBOTS] = [answer("User-agent: *\nDisallow: /", status)]
    assert probe(server, ask()).how == ["fetched"]


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize(("policy", "how"), [("disallow", DISALLOWED), ("allow", "fetched")])
def test_r4_a_robots_txt_not_to_be_read_is_a_matter_of_policy(
    server: Server, status: int, policy: str, how: str
) -> None:
    server.answers[ROBOTS] = [answer("User-agent: *\nAllow: /", status)]
    seen = probe(server, ask(), ROBOTS_FORBIDDEN=policy)
    assert seen.how == [how]
    assert seen.stats[f"robotstxt/forbidden_to_read/{policy}"] == 1


def test_r4_a_robots_txt_that_says_wait_is_waited_for(server: Server) -> None:
    other = "https://data.saung.example"
    server.answers = {
        ROBOTS: [answer("sabar", 429, Retry_After="1200")],
        f"{other}/robots.txt": [answer("sabar", 429)],
    }
    seen = probe(server, ask(page(), page(1, other)))
    assert seen.how == ["RequestDeferred: robots_unavailable: http 429"] * 2
    assert sorted(seen.waits) == [300, 1200]
    assert server.pages == []


def test_r5_of_a_huge_robots_txt_the_first_half_mebibyte_is_obeyed(server: Server) -> None:
    lines = [f"Disallow: /arsip/{n:06}" for n in range(300_000)]
    huge = "\n".join(("User-agent: *", "Disallow: /berita/1", *lines, "Disallow: /berita/2"))
    server.answers[ROBOTS] = [answer(huge)]
    seen = probe(server, ask(page(1), page(2)))
    assert dict(seen.ends) == {page(1): DISALLOWED, page(2): "fetched"}
    assert seen.stats["robotstxt/cut"] == 1


def test_r5_a_host_whose_rules_multiply_is_left_alone(server: Server) -> None:
    server.answers[ROBOTS] = [rules(*(f"User-agent: bot{n}" for n in range(2_000)))]
    assert probe(server, ask()).how == ["RequestDeferred: robots_unavailable: TooManyRulesError"]
    assert server.pages == []


RULES = "User-agent: *\nDisallow: /kafé\nDisallow: /berita/1\n"
HTML = "<!DOCTYPE html><html><body><p>User-agent: *</p>\n<p>Disallow: /</p></body></html>"


def test_r6_rules_are_read_in_whatever_form_they_come(server: Server) -> None:
    forms = {
        "bom": RULES.encode("utf-8-sig"),
        "crlf": RULES.replace("\n", "\r\n").encode(),
        "latin": RULES.encode("latin-1"),
        "wide": RULES.encode("utf-16"),
        "html": HTML.encode(),
        "empty": b"",
        "nul": b"\0\0\n" + RULES.encode(),
    }
    for name, body in forms.items():
        server.answers[f"https://{name}.saung.example/robots.txt"] = [answer(body)]
    pages = [page(n, f"https://{name}.saung.example") for name in forms for n in (1, 2)]
    kafe = [
        f"https://{name}.saung.example/kaf%C3%A9"
        for name in ("bom", "crlf", "latin", "wide", "nul")
    ]
    seen = probe(server, ask(*pages, *kafe))
    allowed = {url for url, how in seen.ends if how == "fetched"}
    free = {page(1, "https://html.saung.example"), page(1, "https://empty.saung.example")}
    assert allowed == {url for url in pages if url.endswith("2")} | free
    assert seen.stats["robotstxt/html"] == 1


RANDOM: dict[str, Any] = {"AUTOTHROTTLE_ENABLED": True, "AUTOTHROTTLE_START_DELAY": 0.1}
"""Delays as they are shipped, random and throttled, but without the wait before the first page."""


@pytest.mark.parametrize(
    ("line", "delay", "pages"),
    [("Crawl-delay: 0.5", 0.5, 5), ("Crawl-delay: 3", 3, 2), ("Request-rate: 2/1", 0.5, 4)],
)
def test_r7_gaps_are_never_shorter_than_asked(
    server: Server, line: str, delay: float, pages: int
) -> None:
    server.answers[ROBOTS] = [rules(line)]
    seen = probe(server, ask(*map(page, range(pages))), **RANDOM)
    assert seen.how == ["fetched"] * pages
    assert min(server.gaps) >= delay
    assert seen.paused == []


def test_r7_no_throttling_shortens_the_delay(server: Server) -> None:
    host = f"http://www.saung.example:{server.server_address[1]}"  # replays are never throttled
    server.answers[f"{host}/robots.txt"] = [rules("Crawl-delay: 0.5")]
    pages = [page(n, host) for n in range(4)]
    nearby: dict[str, Any] = {
        "ALLOWED_NETWORKS": ["127.0.0.1/32"],
        "ALLOWED_PORTS": [server.server_address[1]],
    }
    seen = probe(None, ask(*pages), names=["www.saung.example"], **nearby, **RANDOM)
    assert seen.how == ["fetched"] * 4
    assert min(server.gaps) >= 0.5


def test_r7_the_delay_outlives_the_download_slot(server: Server) -> None:
    server.answers[ROBOTS] = [rules("Crawl-delay: 0.2")]
    seen = probe(server, ask(), ask(*map(page, range(14)), forget=True), **RANDOM)
    assert seen.how == ["fetched"] * 15
    assert min(server.gaps[2:]) >= 0.2, "but for the gap in which the slot was thrown away"


def test_r7_the_delay_holds_for_a_page_that_another_host_leads_to(server: Server) -> None:
    slow = "https://pelan.saung.example"
    server.answers = {
        f"{slow}/robots.txt": [rules("Crawl-delay: 0.5")],
        page(1): [moved(page(1, slow))],
        page(2): [moved(page(2, slow))],
    }
    seen = probe(server, ask(page(1), page(2), page(3, slow), page(4, slow)), **RANDOM)
    assert seen.how == ["fetched"] * 4
    times = [when for url, when in server.asked if url.startswith(slow)]
    assert len(times) == 5
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.5


def test_r7_a_delay_of_a_day_is_one_page_a_day(server: Server) -> None:
    server.answers[ROBOTS] = [rules("Crawl-delay: 86400")]
    wait = "RequestDeferred: crawl_delay: 86400 s"
    seen = probe(
        server, ask(page(1), page(2), page(3)), ask(page(2), skip=DAY / 2), ask(skip=DAY / 2 + 60)
    )
    assert sorted(seen.how) == [wait, wait, wait, "fetched", "fetched"]
    assert seen.how[3:] == [wait, "fetched"]
    assert len(server.pages) == 2
    assert {host for host, _, _ in seen.paused} == {"www.saung.example"}
    assert sorted(seen.waits) == [DAY / 2, DAY, DAY, DAY, DAY]
    assert seen.stats["robotstxt/longest_delay"] == 86400
    assert "asks for 86400 s" in seen.log


def test_r7_a_page_that_moved_within_the_host_is_one_fetch(server: Server) -> None:
    server.answers[ROBOTS] = [rules("Crawl-delay: 1e300")]
    server.answers[page(1)] = [moved(page(2))]
    seen = probe(server, ask(page(1)), ask(page(3)))
    assert seen.how == ["fetched", "RequestDeferred: crawl_delay: 1e+300 s"]
    assert server.pages == [page(1), page(2)]


def test_r8_an_answer_is_good_for_a_day(server: Server) -> None:
    server.answers[ROBOTS] = [rules("Allow: /"), rules("Disallow: /")]
    seen = probe(server, ask(), ask(skip=DAY - 60), ask(skip=120))
    assert seen.how == ["fetched", "fetched", DISALLOWED]
    assert server.urls == [ROBOTS, page(), page(), ROBOTS]


def test_r8_a_delay_that_is_lifted_is_forgotten(server: Server) -> None:
    server.answers[ROBOTS] = [rules("Crawl-delay: 86400"), rules("Allow: /")]
    seen = probe(server, ask(), ask(page(2), page(3), skip=DAY + 60))
    assert seen.how == ["fetched"] * 3


def chain(hops: int) -> dict[str, list[bytes]]:
    """Return a robots.txt that disallows everything, `hops` redirects away."""
    addresses = [ROBOTS, *(f"https://loncat{n}.example/robots.txt" for n in range(hops))]
    answers = {at: [moved(to, 302)] for at, to in pairwise(addresses)}
    return answers | {addresses[-1]: [rules("Disallow: /")]}


@pytest.mark.parametrize(
    ("hops", "how"),
    [
        (1, DISALLOWED),
        (5, DISALLOWED),
        (6, "RequestDeferred: robots_unavailable: too many redirects"),
    ],
)
def test_r9_robots_txt_is_followed_across_five_hosts(server: Server, hops: int, how: str) -> None:
    server.answers = chain(hops)
    seen = probe(server, ask())
    assert seen.how == [how]
    assert len(server.urls) == min(hops, 5) + 1
    assert server.pages == []


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://10.0.0.1/robots.txt", "address_not_public 10.0.0.1"),
        ("file:///etc/hostname", "scheme_not_allowed file"),
        ("http://[", "ValueError"),
    ],
)
def test_r9_a_hop_that_is_refused_leaves_the_host_without_rules(
    server: Server, target: str, reason: str
) -> None:
    server.answers[ROBOTS] = [moved(target)]
    seen = probe(server, ask())
    assert seen.how == [f"RequestDeferred: robots_unavailable: {reason}"]
    assert server.urls == [ROBOTS]


def test_r9_a_host_that_is_out_of_bounds_ends_its_pages() -> None:
    seen = probe(None, ask(page(1), page(2)), names=["www.saung.example"])
    assert seen.how == ["RequestRejected offsite: address_not_public 127.0.0.1"] * 2
    assert seen.paused == []


def reserve(*entries: tuple[str, object]) -> bytes:
    listed = [{"location": location, "tdm-reservation": value} for location, value in entries]
    return json.dumps(listed).encode()


def test_r10_reservations_are_asked_for_once_beside_robots_txt(server: Server) -> None:
    silent, closed = "https://diam.saung.example", "https://tutup.saung.example"
    broken = "https://rusak.saung.example"
    server.answers = {
        TDM: [moved("https://tdm.example/saung.json")],
        "https://tdm.example/saung.json": [answer(reserve(("/berita/1", 1), ("/", 0)))],
        f"{closed}/robots.txt": [rules("Disallow: /")],
        f"{broken}/.well-known/tdmrep.json": [answer("<html>")],
    }
    mine, other = [page(n) for n in (1, 2)], page(1, silent)
    seen = probe(server, ask(*mine, other, page(1, closed), page(1, broken)), TDM_POLICY="respect")
    assert seen.reserved == {mine[0]: True, mine[1]: False, other: None, page(1, broken): None}
    assert server.urls.count(TDM) == 1
    assert f"{closed}/.well-known/tdmrep.json" not in server.urls
    assert seen.stats["tdmrep/found"] == 1
    assert seen.stats["tdmrep/unreadable"] == 1


def test_r10_reservations_that_nobody_heeds_are_not_asked_for(server: Server) -> None:
    seen = probe(server, ask(), TDM_POLICY="ignore")
    assert server.urls == [ROBOTS, page()]
    assert seen.reserved == {page(): None}


def test_r10_a_path_that_is_disallowed_is_not_asked_for_reservations(server: Server) -> None:
    server.answers[ROBOTS] = [rules("Disallow: /.well-known/")]
    assert probe(server, ask(), TDM_POLICY="respect").how == ["fetched"]
    assert TDM not in server.urls
