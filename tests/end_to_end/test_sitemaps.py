"""Listings that mean harm, lead nowhere or are damaged: what is refused is said."""

import gzip
import re
from dataclasses import dataclass

import pytest

from tests.support.faults import Answer, FaultServer, bomb, faults, page, xml
from tests.support.measured import measured_crawl
from tests.support.site import HOST, NOON, counts_of_last_run, crawl_words, ends, news, scrapy, url

SITEMAP = f"{HOST}/sitemap.xml"
STORED = ("stored", None)
MOST_MEMORY = 300
"""MB, of a crawl that meets hostile listings."""


def article(number: int) -> Answer:
    return page(news(f"Saung Baca {number} Dibuka"))


def entries(*urls: str) -> str:
    dated = f"<lastmod>{NOON}</lastmod>"
    return "".join(f"<url><loc>{address}</loc>{dated}</url>" for address in urls)


def urlset(*urls: str) -> str:
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries(*urls)}</urlset>'


def sitemap_index(*urls: str) -> str:
    named = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in urls)
    return (
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{named}</sitemapindex>'
    )


def packed(body: bytes) -> Answer:
    return page(body, "Content-Type: application/gzip")


LAUGHS = (
    '<!DOCTYPE %s [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)
OUTSIDE = f"{HOST}/rahasia.txt"
RSS = "<rss><channel><item><title>&a11;</title><link>%s</link></item></channel></rss>"
ENTITY = (
    f'<!DOCTYPE urlset [<!ENTITY x SYSTEM "{OUTSIDE}">]><urlset>{entries(f"{HOST}/&x;")}</urlset>'
)
EXTERNAL = f'<!DOCTYPE urlset SYSTEM "{OUTSIDE}">' + urlset(url(3))
SHALLOW = b"<urlset>" + b'<a b="1" c="2" d="3" e="4" />' * 500_000
NESTED = b"<urlset>" + b"<a b=c/>" * 500_000
REFUSED = {
    "laughs.xml": xml(LAUGHS % "urlset" + f"<urlset>{entries(url(1))}<a>&a11;</a></urlset>"),
    "laughs.rss": xml(LAUGHS % "rss" + RSS % url(2)),
    "entity.xml": xml(ENTITY),
    "external.xml": xml(EXTERNAL),
}
CUT = {
    "cut.xml": xml(f"<urlset>{entries(url(10))}<url><loc>{url(11)[:-3]}"),
    "cut-between.xml": xml(f"<urlset>{entries(url(12))}"),
    "cut.xml.gz": packed(gzip.compress(f"<urlset>{entries(url(13))}<url>".encode() * 2)[:-30]),
    "shallow.xml": packed(gzip.compress(SHALLOW)),
    "nested.xml": packed(gzip.compress(NESTED)),
}
READ = {
    "unclosed.xml": xml(f"<urlset><url><loc>{url(20)}</loc>{entries(url(21))}</urlset>"),
    "ampersand.xml": xml(urlset(f"{url(22)}?a=1&b=2&nbsp;")),
    "section.xml": xml(urlset(f"<![CDATA[{url(23)}?a=1&b=2]]>")),
    "escaped.xml": xml(urlset(f"{url(24)}?a=1&amp;b=2")),
}
FOUND = [
    url(10),
    url(12),
    url(20),
    url(21),
    f"{url(22)}?a=1&b=2&nbsp;",
    f"{url(23)}?a=1&b=2",
    f"{url(24)}?a=1&b=2",
]


@dataclass
class Crawled:
    """What came of a crawl of the listings above."""

    database: str
    server: FaultServer
    said: str
    peak: float

    @property
    def counted(self) -> dict[str, int]:
        return counts_of_last_run(self.database)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """Crawl a site with every hostile and damaged listing."""
    database = f"sqlite:///{tmp_path_factory.mktemp('listings')}/news.db"
    listings = REFUSED | CUT | READ
    listings["bomb.xml.gz"] = packed(bomb("gzip", f"<urlset>{entries(url(4))}".encode()))
    answers = {f"{HOST}/{name}": answer for name, answer in listings.items()}
    answers[SITEMAP] = xml(sitemap_index(*answers))
    answers |= {address: article(number) for number, address in enumerate(FOUND)}
    with faults(answers) as server:
        ran, peak = measured_crawl(server.address, database, "tribun_video")
    return Crawled(database, server, ran.err, peak)


def errors(said: str) -> list[str]:
    return re.findall(r"ERROR: (Listing refused .*)", said)


@pytest.mark.parametrize("name", ["laughs.xml", "laughs.rss"])
def test_r11_a_billion_laughs_are_refused_and_reported(crawled: Crawled, name: str) -> None:
    assert sum(f"{HOST}/{name}" in line for line in errors(crawled.said)) == 1
    assert not {url(1), url(2)} & set(crawled.server.urls)


def test_r11_every_refusal_is_counted(crawled: Crawled) -> None:
    assert crawled.counted["discovery/refused_listings"] == len(REFUSED) + 1
    assert len(errors(crawled.said)) == len(REFUSED) + 1
    assert "Traceback" not in crawled.said


@pytest.mark.parametrize("name", ["entity.xml", "external.xml"])
def test_r12_an_entity_outside_is_never_asked_for(crawled: Crawled, name: str) -> None:
    assert sum(f"{HOST}/{name}" in line for line in errors(crawled.said)) == 1
    assert OUTSIDE not in crawled.server.urls
    assert url(3) not in crawled.server.urls


def test_r14_a_bomb_is_refused_in_little_memory(crawled: Crawled) -> None:
    assert any("bomb.xml.gz" in line for line in errors(crawled.said))
    assert url(4) not in crawled.server.urls
    assert crawled.peak < MOST_MEMORY


def test_r14_elements_without_number_take_little_memory(crawled: Crawled) -> None:
    assert {f"{HOST}/shallow.xml", f"{HOST}/nested.xml"} <= set(crawled.server.urls)
    assert crawled.peak < MOST_MEMORY


def test_r14_a_listing_that_takes_too_long_costs_itself_only(sqlite_url: str) -> None:
    slow, other = f"{HOST}/lambat.xml.gz", f"{HOST}/lain.xml"
    answers = {
        SITEMAP: xml(sitemap_index(slow, other)),
        slow: packed(gzip.compress(b"<urlset>" + b"<a b='1' c='2'/>" * 3_000_000)),
        other: xml(urlset(url(1))),
        url(1): article(1),
    }
    _, said = crawl_site(sqlite_url, answers, "tribun_video", "-s", "EXTRACTION_TIMEOUT=2")
    assert ends(sqlite_url) == {url(1): STORED}
    assert counts_of_last_run(sqlite_url)["discovery/refused_listings"] == 1
    assert f"Listing refused (reading failed: TimeoutError): {slow}" in said


def test_r16_what_parses_of_a_damaged_listing_is_used(crawled: Crawled) -> None:
    found = ends(crawled.database)
    assert {address: found.get(address) for address in FOUND} == dict.fromkeys(FOUND, STORED)
    assert url(11)[:-3] not in crawled.server.urls


def test_r16_damage_is_counted(crawled: Crawled) -> None:
    assert crawled.counted["discovery/cut_listings"] == len(CUT) + 1
    assert crawled.counted["discovery/bare_ampersands"] == 2


def crawl_site(
    database: str, answers: dict[str, Answer], *words: str, endless: bool = True
) -> tuple[FaultServer, str]:
    """Crawl a site of `answers` and, behind every other address, one more sitemap index."""

    def deeper(asked: str) -> Answer | None:
        start, mark, number = asked.partition("turun-")
        return xml(sitemap_index(f"{start}{mark}{int(number) + 1}")) if mark else None

    with faults(answers, deeper if endless else None) as server:
        ran = scrapy(*crawl_words(server.address, words), database=database)
    assert "Traceback" not in ran.err
    return server, ran.err


def test_r13_sitemap_indexes_lead_down_three_levels(sqlite_url: str) -> None:
    chains = (f"{HOST}/a-turun-1", f"{HOST}/b-turun-1")
    answers = {SITEMAP: xml(sitemap_index(*chains))}
    server, said = crawl_site(sqlite_url, answers, "tribun_video")
    assert sorted(asked for asked in server.urls if "turun" in asked) == [
        f"{HOST}/{chain}-turun-{depth}" for chain in "ab" for depth in (1, 2, 3)
    ]
    assert counts_of_last_run(sqlite_url)["discovery/too_deep"] == 2
    assert said.count("too_deep, logged once") == 1


def test_r13_a_circle_of_sitemap_indexes_is_walked_once(sqlite_url: str) -> None:
    other = f"{HOST}/lain.xml"
    answers = {
        SITEMAP: xml(sitemap_index(other, other)),
        other: xml(sitemap_index(SITEMAP, other)),
    }
    server, _ = crawl_site(sqlite_url, answers, "tribun_video")
    assert [server.urls.count(asked) for asked in (SITEMAP, other)] == [1, 1]
    assert counts_of_last_run(sqlite_url)["discovery/known_listings"] == 3


def test_r13_listings_of_a_host_are_bounded(sqlite_url: str) -> None:
    listings = [f"{HOST}/bagian-{n}.xml" for n in range(5)]
    answers = {SITEMAP: xml(sitemap_index(*listings))}
    answers |= {asked: xml(urlset(url(n))) for n, asked in enumerate(listings)}
    answers |= {url(n): article(n) for n in range(5)}
    words = ("tribun_video", "-s", "LISTING_MAX_PER_HOST=4")
    server, said = crawl_site(sqlite_url, answers, *words)
    assert sum("bagian" in asked for asked in server.urls) == 3
    assert counts_of_last_run(sqlite_url)["discovery/too_many_listings"] == 2
    assert said.count("too_many_listings, logged once") == 1


def test_r13_addresses_of_a_listing_are_bounded(sqlite_url: str) -> None:
    answers = {SITEMAP: xml(urlset(*(url(n) for n in range(5))))}
    answers |= {url(n): article(n) for n in range(5)}
    words = ("tribun_video", "-s", "LISTING_MAX_URLS=3")
    _, said = crawl_site(sqlite_url, answers, *words)
    assert ends(sqlite_url) == {url(n): STORED for n in range(3)}
    assert counts_of_last_run(sqlite_url)["discovery/too_many_urls"] == 2
    assert said.count("too_many_urls, logged once") == 1


def test_r13_a_sitemap_may_be_as_long_as_the_protocol_says(sqlite_url: str) -> None:
    answers = {SITEMAP: xml(urlset(*(f"{HOST}/{n}" for n in range(50_001))))}
    crawl_site(sqlite_url, answers, "tribun_video")
    counted = counts_of_last_run(sqlite_url)
    assert counted["discovery/not_article"] == 50_000
    assert counted["discovery/too_many_urls"] == 1


def test_h13_what_a_page_leads_to_is_not_followed(sqlite_url: str) -> None:
    trap = [
        f"{HOST}/kalender?bulan=2026-12",
        f"{HOST}/news/berita/berita/berita/1000002/saung",
        f"{url(1)}?sesi=8f3a",
        f"{HOST}/sitemap.xml?halaman=2",
    ]
    links = "".join(f"<a href='{asked}'>Lagi</a>" for asked in trap)
    answers = {SITEMAP: xml(urlset(url(1))), url(1): page(news("Kabar", foot=links))}
    answers |= {asked: page(news("Jebakan", foot=links)) for asked in trap}
    server, _ = crawl_site(sqlite_url, answers, "tribun_video")
    assert url(1) in server.urls
    assert not set(trap) & set(server.urls)


def test_h13_index_pages_without_end_are_walked_to_a_limit(sqlite_url: str) -> None:
    www = "https://www.tribunnews.com"

    def day(asked: str) -> Answer | None:
        found = re.search(r"index-news\?date=\S+&page=(\d+)$", asked)
        if found is None:
            return page(news("Kabar"), status="404 Not Found")
        link = f"{www}/nasional/{7_000_000 + int(found[1])}/berita"
        return page(f"<!DOCTYPE html><html><body><a href='{link}'>Berita</a></body></html>")

    words = ("tribunnews", "-a", "hosts=www", "-a", "since=2026-11-18", "-a", "until=2026-11-18")
    with faults({}, day) as server:
        ran = scrapy(*crawl_words(server.address, words), database=sqlite_url)
    assert sum("index-news" in asked for asked in server.urls) == 50
    assert counts_of_last_run(sqlite_url)["discovery/too_many_pages"] == 1
    assert ran.err.count("too_many_pages, logged once") == 1
