"""The bounds of a crawl: where it never connects, whatever a page, a listing or a name says."""

import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import AF_INET6, has_ipv6
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import trustme

from tests.support.loopback import SPELLINGS
from tests.support.site import (
    HOST,
    NOON,
    NOWHERE,
    RULES,
    Page,
    articles,
    assert_quiet,
    counts_of_last_run,
    crawl,
    ends,
    listed,
    news,
    rows,
    scrapy,
    serving,
    sitemap,
    url,
    xml,
)
from tests.support.visiting import visit

HIDDEN = "http://127.0.0.1:9/rahasia"
"""A place inside that no page may lead to."""


class Listener(ThreadingHTTPServer):
    """Counts the connections it accepts; redirects to what follows `/go/`, and answers the rest."""

    daemon_threads = True

    def __init__(self, host: str, port: int = 0) -> None:
        self.accepted = 0
        super().__init__((host, port), Answers)

    def get_request(self) -> tuple[Any, Any]:
        connection = super().get_request()
        self.accepted += 1
        return connection


class Listener6(Listener):
    address_family = AF_INET6


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        target = unquote(self.path).partition("/go/")[2]
        self.send_response(302 if target else 200)
        self.send_header("Location" if target else "Content-Type", target or "text/plain")
        self.end_headers()
        self.wfile.write(b"inside")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is given)
        """Keep quiet."""


@dataclass
class Loopback:
    """Servers on loopback, all on one `port`: `inside` is forbidden, `outside` stands for a site.

    The outside is an address of loopback as well, allowed by name where a test needs it.
    """

    inside: Sequence[Listener]
    outside: Listener
    port: int
    allowed: Sequence[str] = ("127.0.0.2/32",)

    @property
    def accepted(self) -> int:
        """Connections from where none may come."""
        return sum(server.accepted for server in self.inside)


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    """Listen on 127.0.0.1, on ::1 if there is IPv6, and on 127.0.0.2 for the outside."""
    with ExitStack() as stack:
        first = Listener("127.0.0.1")
        port = first.server_port
        inside = [first, *([Listener6("::1", port)] if has_ipv6 else [])]
        outside = Listener("127.0.0.2", port)
        for server in (*inside, outside):
            stack.enter_context(_running(server))
        yield Loopback(inside, outside, port)


@contextmanager
def _running(server: Listener) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield
    server.shutdown()
    server.server_close()
    thread.join()


NAMES = {
    "dalam.example": [["127.0.0.1"]],
    "enam.example": [["::1"]],
    "terpeta.example": [["::ffff:127.0.0.1"]],
    "campur.example": [["127.0.0.9", "127.0.0.1", "::1"]],
}
LOOPBACK = ["127.0.0.0/8", "0.0.0.0/32", "::1/128", "::/128", "::ffff:0:0/96"]


def test_b3_no_connection_to_where_none_may_go(loopback: Loopback) -> None:
    port = loopback.port
    vectors = [f"http://{host}:{port}/" for host in (*SPELLINGS, *NAMES)]
    vectors += [f"https://127.0.0.1:{port}/", f"https://dalam.example:{port}/"]
    assert len(vectors) >= 20
    visited = visit(*vectors, names=NAMES, ALLOWED_PORTS=[port])
    assert loopback.accepted == 0
    assert visited.ends.keys() == set(vectors)
    assert {end.split(" ")[:2][1] for end in visited.ends.values()} == {"address_not_public"}
    assert visited.stats["refused/address_not_public"] >= len(vectors)


def test_b3_the_same_vectors_connect_where_they_are_allowed(loopback: Loopback) -> None:
    vectors = [f"http://{host}:{loopback.port}/" for host in (*SPELLINGS, *NAMES)]
    words: dict[str, Any] = {"ALLOWED_PORTS": [loopback.port], "ALLOWED_NETWORKS": LOOPBACK}
    visited = visit(*vectors, names=NAMES, ROBOTSTXT_OBEY=False, **words)
    assert loopback.accepted >= 20
    assert sum(end == "200: inside" for end in visited.ends.values()) >= 20


def test_n16_redirects_out_of_the_web_are_recorded(sqlite_url: str) -> None:
    targets = "file:///etc/hostname data:text/html,rahasia ftp://127.0.0.1/x s3://ember/x".split()
    numbers = range(1, len(targets) + 1)
    pages = listed(*numbers)
    for number, target in zip(numbers, targets, strict=True):
        pages[url(number)] = Page(status=302, headers={"Location": target})
    with serving(pages) as site:
        ran = crawl(site.address, sqlite_url, "tribun_video")
    assert "Traceback" not in ran.err
    states = ends(sqlite_url)
    for number, target in zip(numbers, targets, strict=True):
        scheme = target.split(":", maxsplit=1)[0]
        assert states[url(number)] == ("offsite", f"scheme_not_allowed {scheme}")
    assert counts_of_last_run(sqlite_url)["refused/scheme_not_allowed"] == len(targets)
    assert rows(sqlite_url, "SELECT * FROM articles") == []


def test_n17_no_redirect_leads_inside(loopback: Loopback) -> None:
    numbers = "127.0.0.1 10.0.0.1 192.168.1.1 169.254.169.254 100.64.0.1 [::1] [fd00::1]".split()
    hosts = [*numbers, *NAMES, "localhost"]
    asked = [
        f"http://127.0.0.2:{loopback.port}/go/http://{host}:{loopback.port}/" for host in hosts
    ]
    words: dict[str, Any] = {"ALLOWED_NETWORKS": loopback.allowed, "ALLOWED_PORTS": [loopback.port]}
    visited = visit(*asked, names=NAMES, **words)
    assert loopback.outside.accepted >= len(asked), "the redirects were met"
    assert loopback.accepted == 0
    for one in asked:
        assert visited.ends[one].startswith("RequestRejected: address_not_public")


def test_n19_a_name_that_turns_inside_is_refused_then(loopback: Loopback) -> None:
    pages = [f"http://berubah.example:{loopback.port}/{number}" for number in (1, 2)]
    visited = visit(
        *pages,
        names={"berubah.example": [["127.0.0.2"], ["127.0.0.1"]]},
        ALLOWED_NETWORKS=loopback.allowed,
        ALLOWED_PORTS=[loopback.port],
        ROBOTSTXT_OBEY=False,
        DNSCACHE_ENABLED=False,
    )
    assert visited.ends[pages[0]] == "200: inside"
    assert visited.ends[pages[1]] == "RequestRejected: address_not_public 127.0.0.1"
    assert (loopback.outside.accepted, loopback.accepted) == (1, 0)


def test_n19_of_an_answer_only_the_public_part_is_used(loopback: Loopback) -> None:
    page = f"http://campur.example:{loopback.port}/"
    visited = visit(
        page,
        names={"campur.example": [["127.0.0.1", "127.0.0.2", "::1"]]},
        ALLOWED_NETWORKS=loopback.allowed,
        ALLOWED_PORTS=[loopback.port],
    )
    assert visited.ends[page] == "200: inside"
    assert loopback.accepted == 0


def test_without_the_guards_resolver_nothing_is_fetched(loopback: Loopback) -> None:
    page = f"http://dalam.example:{loopback.port}/"
    resolver = "scrapy.resolver.CachingThreadedResolver"
    visited = visit(page, names=NAMES, TWISTED_DNS_RESOLVER=resolver, ALLOWED_PORTS=[loopback.port])
    assert "TWISTED_DNS_RESOLVER" in visited.ends[page]
    assert loopback.accepted == 0


def test_a_port_that_is_not_the_webs_is_refused(loopback: Loopback) -> None:
    pages = [f"http://127.0.0.2:{port}/" for port in (loopback.port, 22, 0)]
    visited = visit(*pages, names={}, ALLOWED_NETWORKS=loopback.allowed)
    assert loopback.outside.accepted == 0
    assert all("port_not_allowed" in end for end in visited.ends.values())
    assert len(visited.ends) == len(pages)


@pytest.fixture(scope="module")
def nobody() -> Iterator[Listener]:
    """Serve an address that no client should reach, and count the connections."""
    server = Listener("127.0.0.1")
    with _running(server):
        yield server


def test_a_proxy_of_the_environment_is_not_used(nobody: Listener, sqlite_url: str) -> None:
    proxy = f"http://127.0.0.1:{nobody.server_port}"
    with serving(listed(1) | articles(1)) as site:
        words = ("tribun_video", "-s", "LOG_LEVEL=WARNING")
        ran = crawl(site.address, sqlite_url, *words, https_proxy=proxy, http_proxy=proxy)
    assert_quiet(ran)
    assert ends(sqlite_url)[url(1)][0] == "stored"
    assert nobody.accepted == 0


def test_n17_a_page_does_not_reach_the_replay_server(sqlite_url: str) -> None:
    with serving(listed(1)) as site:
        secret = f"{site.address}/rahasia"
        site.pages[url(1)] = Page(status=302, headers={"Location": secret})
        site.pages["rahasia"] = site.pages[secret] = Page(news("Rahasia"))
        ports = f"ALLOWED_PORTS=80,443,{urlsplit(secret).port}"
        crawl(site.address, sqlite_url, "tribun_video", "-s", ports)
    assert ends(sqlite_url)[url(1)] == ("offsite", "address_not_public 127.0.0.1")
    assert not any("rahasia" in asked for asked in site.asked)


def test_n20_a_retried_request_does_not_slip_off_the_site(sqlite_url: str) -> None:
    target = "https://iklan.example/promo"
    with serving(listed(1) | {url(1): Page("sibuk", 503)}) as site:
        crawl(site.address, sqlite_url, "tribun_video")
        assert ends(sqlite_url)[url(1)] == ("failed", "http 503")
        site.pages[url(1)] = Page(status=302, headers={"Location": target})
        assert scrapy("frontier", "--retry-failed", database=sqlite_url).code == 0
        crawl(site.address, sqlite_url, "tribun_video")
    assert site.asked.count(url(1)) == 2, "it was retried"
    assert target not in site.asked
    assert ends(sqlite_url)[url(1)] == ("offsite", f"other_site {target}")


def test_n21_a_redirect_to_another_outlet_stores_nothing(sqlite_url: str) -> None:
    sister = "https://www.tribunnews.com/nasional/2026/11/18/saung-baca"
    other = "https://www.kabar.example/read/1000001/saung-baca"
    pages = listed(1, 2) | {sister: Page(news("Saung")), other: Page(news("Saung"))}
    pages |= {
        url(number): Page(status=301, headers={"Location": target})
        for number, target in ((1, sister), (2, other))
    }
    with serving(pages) as site:
        crawl(site.address, sqlite_url, "tribun_video")
    assert not {sister, other} & set(site.asked)
    assert ends(sqlite_url)[url(1)] == ("offsite", f"other_site {sister}")
    assert ends(sqlite_url)[url(2)] == ("offsite", f"other_site {other}")
    assert rows(sqlite_url, "SELECT * FROM articles") == []


@pytest.mark.parametrize("followed", [False, True])
def test_n22_a_page_that_refreshes_itself_away_leads_nowhere(
    sqlite_url: str, followed: bool
) -> None:
    inside, away = "http://127.0.0.1/rahasia", "https://iklan.example/promo"
    pages = listed(1, 2)
    for number, target in ((1, inside), (2, away)):
        refresh = f'<meta http-equiv="refresh" content="0; url={target}">'
        pages[url(number)] = Page(news(f"Saung Baca {number}", head=refresh))
    with serving(pages) as site:
        crawl(site.address, sqlite_url, "tribun_video", "-s", f"METAREFRESH_ENABLED={followed}")
    assert not {inside, away} & set(site.asked)
    states = ends(sqlite_url)
    if followed:
        assert states[inside] == ("offsite", "address_not_public 127.0.0.1")
        assert states[away] == ("offsite", f"other_site {away}")
        assert states[url(1)] == ("duplicate", f"redirected to {inside}")
    else:
        assert [states[url(number)][0] for number in (1, 2)] == ["stored", "stored"]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustme.CA, str]:
    """Make a certificate authority, and the file that makes a crawl trust it."""
    authority = trustme.CA()
    trusted = tmp_path_factory.mktemp("tls") / "trusted.pem"
    authority.cert_pem.write_to_path(str(trusted))
    return authority, str(trusted)


def over_tls(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def test_n35_an_invalid_certificate_is_refused(
    authority: tuple[trustme.CA, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    trusted, file = authority
    yesterday = datetime.now(UTC) - timedelta(days=1)
    certificates = {
        "127.0.0.3": trusted.issue_cert("127.0.0.3"),
        "127.0.0.4": trustme.CA().issue_cert("127.0.0.4"),
        "127.0.0.5": trusted.issue_cert("127.0.0.5", not_after=yesterday),
        "127.0.0.6": trusted.issue_cert("127.0.0.3"),
        "127.0.0.7": trustme.CA().issue_cert("127.0.0.7"),
    }
    monkeypatch.setenv("SSL_CERT_FILE", file)
    with ExitStack() as stack:
        servers = {host: Listener(host) for host in certificates}
        for host, server in servers.items():
            context = over_tls(certificates[host])
            server.socket = context.wrap_socket(server.socket, server_side=True)
            stack.enter_context(_running(server))
        ports = [server.server_port for server in servers.values()]
        pages = [f"https://{host}:{port}/" for host, port in zip(servers, ports, strict=True)]
        visited = visit(
            *pages,
            names={},
            ALLOWED_NETWORKS=["127.0.0.0/8"],
            ALLOWED_PORTS=ports,
            ROBOTSTXT_OBEY=False,
            UNVERIFIED_HOSTS=["127.0.0.7"],
        )
    valid, *refused, excepted = [visited.ends[page] for page in pages]
    assert valid == excepted == "200: inside"
    faults = ("verify failed", "verify failed", "IPAddressMismatch")
    for end, fault in zip(refused, faults, strict=True):
        assert fault in end
    counted = {name: n for name, n in visited.stats.items() if name.startswith("tls/")}
    assert counted == {"tls/unverified/127.0.0.7": 1}


def test_n35_an_exception_is_recorded_with_the_run(
    authority: tuple[trustme.CA, str], sqlite_url: str
) -> None:
    context = over_tls(trustme.CA().issue_cert("127.0.0.1"))
    words = ("tribun_video", "-a", f"url={url(1)}", "-s", "UNVERIFIED_HOSTS=127.0.0.1")
    with serving(articles(1), context) as site:
        assert_quiet(crawl(site.address, sqlite_url, *words))
    assert ends(sqlite_url)[url(1)][0] == "stored"
    assert counts_of_last_run(sqlite_url)["tls/unverified/127.0.0.1"] == len(site.asked)


def test_r9_rules_kept_on_another_host_are_read_there(sqlite_url: str) -> None:
    elsewhere = "https://aturan.example/robots.txt"
    pages = listed(1) | articles(1)
    pages[f"{HOST}/robots.txt"] = Page(status=302, headers={"Location": elsewhere})
    pages[elsewhere] = Page(
        "User-agent: *\nDisallow: /news/", headers={"Content-Type": "text/plain"}
    )
    with serving(pages) as site:
        crawl(site.address, sqlite_url, "tribun_video")
    assert site.asked.count(elsewhere) == 1
    assert url(1) not in site.asked
    assert ends(sqlite_url)[url(1)][0] == "disallowed"


def test_r9_rules_are_not_read_inside(sqlite_url: str) -> None:
    inside = "http://127.0.0.1/robots.txt"
    pages = listed(1) | {f"{HOST}/robots.txt": Page(status=302, headers={"Location": inside})}
    with serving(pages) as site:
        crawl(site.address, sqlite_url, "tribun_video")
    assert inside not in site.asked
    assert counts_of_last_run(sqlite_url)["refused/address_not_public"] == 1


def test_r15_a_listing_leads_only_to_the_publishers_articles(sqlite_url: str) -> None:
    bad = ["file:///etc/hostname", "data:text/html,a", f"{HOST}/news/1000009/{'a' * 2_000_000}"]
    away = [HIDDEN, "http://10.0.0.1/news/1000009/a", "https://iklan.example/news/1000009/a"]
    entries = [(entry, NOON) for entry in (*bad, *away, url(1))]
    inner = ["http://127.0.0.1/sitemap.xml", "https://iklan.example/sitemap.xml", HIDDEN]
    indexed = "".join(f"<sitemap><loc>{one}</loc></sitemap>" for one in (*inner, f"{HOST}/a.xml"))
    pages = articles(1) | {
        f"{HOST}/sitemap.xml": xml(f"<sitemapindex>{indexed}</sitemapindex>"),
        f"{HOST}/a.xml": sitemap(*entries),
    }
    with serving(pages) as site:
        ran = crawl(site.address, sqlite_url, "tribun_video")
    assert_quiet(ran)
    assert sorted(site.asked) == sorted([*RULES, *pages])
    counted = counts_of_last_run(sqlite_url)
    assert counted["discovery/bad_addresses"] == len(bad)
    assert counted["discovery/not_article"] == len(away)
    assert counted["discovery/failed_listings/offsite"] == len(inner)
    assert counted["refused/address_not_public"] == 1
    assert counted["refused/other_site"] == 1
    assert counted["refused/port_not_allowed"] == 1


def test_r15_a_port_asked_for_by_name_is_refused_and_recorded(sqlite_url: str) -> None:
    page = "https://video.tribunnews.com:8443/news/1000001/berita-1"
    crawl(NOWHERE, sqlite_url, "tribun_video", "-a", f"url={page}")
    assert ends(sqlite_url)[page] == ("offsite", "port_not_allowed 8443")
