"""What a crawl finds in listings of every shape, good and hostile, over HTTP on loopback."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.site import (
    HOST,
    NOON,
    RULES,
    Page,
    Ran,
    articles,
    assert_quiet,
    counts_of_last_run,
    crawl,
    ends,
    listed,
    news,
    rows,
    serving,
    sitemap,
    url,
    xml,
)

WWW = "https://www.tribunnews.com"
SITEMAP = f"{HOST}/sitemap.xml"


def index_page(day: str, page: int, *urls: str) -> dict[str, Page]:
    links = "".join(f'<li><a href="{link}">Berita</a></li>' for link in urls)
    shown = f"<!DOCTYPE html><html><body><ul>{links}</ul></body></html>"
    return {f"{WWW}/index-news?date={day}&page={page}": Page(shown)}


def national(number: int) -> str:
    return f"{WWW}/nasional/70000{number:02}/berita-{number}"


def walk(pages: dict[str, Page], database: str, *words: str) -> list[str]:
    """Crawl the dated index pages of `pages`; what the site was asked for."""
    with serving(pages) as site:
        assert_quiet(crawl(site.address, database, "tribunnews", "-a", "hosts=www", *words))
        return site.asked


def test_the_index_of_each_day_is_walked_until_it_lists_nothing_new(sqlite_url: str) -> None:
    pages = index_page("2026-11-01", 1, national(1), f"{WWW}/tag/saung", "mailto:a@b.example")
    pages |= index_page("2026-11-01", 2, national(1), national(2) + "#komentar")
    pages |= index_page("2026-11-01", 3, national(2), national(1))
    pages |= index_page("2026-11-01", 4, national(3))
    pages |= {national(n): Page(news(f"Kabar {n}")) for n in (1, 2, 3)}
    asked = walk(pages, sqlite_url, "-a", "since=2026-10-31", "-a", "until=2026-11-01")
    days = [match[1] for address in asked if (match := re.search(r"date=(\S+)&page=1$", address))]
    assert sorted(days) == ["2026-10-31", "2026-11-01"]
    assert f"{WWW}/index-news?date=2026-11-01&page=3" in asked
    assert f"{WWW}/index-news?date=2026-11-01&page=4" not in asked
    assert ends(sqlite_url).keys() == {national(1), national(2)}
    assert not any("/tag/" in address for address in asked)


def test_days_hold_for_what_an_index_page_shows_beside_its_list(sqlite_url: str) -> None:
    later = news("Kabar Nanti").replace("2026-11-18T14", "2026-11-20T14")
    pages = index_page("2026-11-18", 1, national(1), national(2))
    pages |= {national(1): Page(news("Kabar Kini")), national(2): Page(later)}
    walk(pages, sqlite_url, "-a", "since=2026-11-18", "-a", "until=2026-11-18")
    assert rows(sqlite_url, "SELECT headline FROM versions") == [("Kabar Kini",)]


RSS = (
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
    '<link>https://video.tribunnews.com/</link><atom:link href="https://video.tribunnews.com/rss"/>'
    "<item><title><![CDATA[Saung & Buku]]></title><link>%s</link>"
    "<pubDate>Wed, 18 Nov 2026 14:00:00 +0700</pubDate></item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://video.tribunnews.com/"/><entry>'
    '<title>Saung</title><link rel="alternate" href="%s"/><updated>2026-11-18T07:00:00Z</updated>'
    "</entry></feed>"
)
URLSET = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>%s</loc></url></urlset>'
)
PREFIXED = (
    '<s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9"><s:url><s:loc>\n %s \n</s:loc>'
    "</s:url></s:urlset>"
)
PICTURED = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><image:image><image:loc>'
    "https://cdn.example/foto.jpg</image:loc></image:image><loc>%s</loc></url></urlset>"
)
SHAPES: dict[str, Callable[[str], Page]] = {
    "RSS": lambda link: xml(RSS % link),
    "Atom": lambda link: xml(ATOM % link),
    "sitemap": lambda link: xml(URLSET % link),
    "sitemap with a byte order mark": lambda link: Page(
        b"\xef\xbb\xbf" + ('<?xml version="1.0"?>' + URLSET % link).encode()
    ),
    "sitemap that opens with a comment": lambda link: xml("<!-- saung -->" + URLSET % link, ""),
    "sitemap with a prefix": lambda link: xml(PREFIXED % link, prolog=""),
    "sitemap with a picture first": lambda link: xml(PICTURED % link),
    "compressed sitemap": lambda link: Page(
        gzip.compress(('<?xml version="1.0"?>' + URLSET % link).encode()),
        headers={"Content-Type": "application/gzip"},
    ),
}


def sitemap_index(*addresses: str) -> dict[str, Page]:
    inner = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in addresses)
    schema = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return {SITEMAP: xml(f'<sitemapindex xmlns="{schema}">{inner}</sitemapindex>')}


def test_a_listing_of_any_shape_is_read(sqlite_url: str) -> None:
    addresses = [f"{HOST}/listing-{number}" for number in range(len(SHAPES))]
    pages = sitemap_index(*addresses) | articles(*range(len(SHAPES)))
    for number, make in enumerate(SHAPES.values()):
        pages[addresses[number]] = make(url(number))
    with serving(pages) as site:
        assert_quiet(crawl(site.address, sqlite_url, "tribun_video"))
    found = ends(sqlite_url)
    assert [shape for number, shape in enumerate(SHAPES) if url(number) not in found] == []


BOMB = (
    '<!DOCTYPE urlset [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + f"]><urlset><url><loc>{url(1)}</loc><title>&a11;</title></url></urlset>"
)
ENTITY = (
    '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname">]><urlset>'
    f"<url><loc>{HOST}/news/1000099/&x;</loc></url><url><loc>{url(2)}</loc></url></urlset>"
)
CUT = f"<urlset><url><loc>{url(3)}</loc></url><url><loc>{url(4)[:-3]}"
BROKEN_URLS = (
    "<urlset><url><loc>https://[x/news/1000098/y</loc></url><url><loc>mailto:a@b.example</loc></url>"
    f"<url><loc>file:///etc/hostname</loc></url><url><loc>{url(5)}</loc></url></urlset>"
)
BINARY = Page(bytes(range(256)) * 40, headers={"Content-Type": "application/xml"})
HOSTILE = {
    "bomb": xml(BOMB),
    "entity": xml(ENTITY),
    "cut": xml(CUT),
    "broken-urls": xml(BROKEN_URLS),
    "no-xml": Page("<html><h1>Maaf, ada gangguan</h1></html>"),
    "binary": BINARY,
    "empty": xml("", prolog=""),
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[str], Ran]:
    """Crawl a site whose listings mean harm or are broken."""
    database = f"sqlite:///{tmp_path_factory.mktemp('hostile')}/news.db"
    pages = sitemap_index(*(f"{HOST}/{name}.xml" for name in HOSTILE)) | articles(*range(1, 6))
    pages |= {f"{HOST}/{name}.xml": page for name, page in HOSTILE.items()}
    with serving(pages) as site:
        ran = crawl(site.address, database, "tribun_video")
        return database, site.asked, ran


@pytest.mark.parametrize(("listing", "number"), [("cut", 3), ("broken-urls", 5)])
def test_hostile_listings_do_no_harm(
    hostile: tuple[str, list[str], Ran], listing: str, number: int
) -> None:
    """What a broken listing names beside its broken part is found all the same."""
    assert ends(hostile[0]).get(url(number)) == ("stored", None), listing


def test_hostile_listings_give_no_traceback(hostile: tuple[str, list[str], Ran]) -> None:
    assert_quiet(hostile[2])


def test_listings_that_list_nothing_are_counted(hostile: tuple[str, list[str], Ran]) -> None:
    counted = counts_of_last_run(hostile[0])
    assert counted["discovery/listings"] == len(HOSTILE), "all but the empty one, and the index"
    assert counted["discovery/empty_listings"] == 4, "two refused, two that are no listing"
    assert counted["discovery/failed_listings/failed"] == 1


def test_an_address_cut_in_half_is_not_asked_for(hostile: tuple[str, list[str], Ran]) -> None:
    assert url(4)[:-3] not in hostile[1]


def test_local_files_never_get_into_an_address(hostile: tuple[str, list[str], Ran]) -> None:
    assert not [asked for asked in hostile[1] if "1000099" in asked or "file:" in asked]


def test_a_sitemap_index_with_a_broken_address_is_read_to_its_end(sqlite_url: str) -> None:
    news_sitemap = f"{HOST}/news.xml"
    pages = sitemap_index("sitemap lama", SITEMAP, "file:///etc/hostname", news_sitemap)
    pages |= articles(1) | {news_sitemap: sitemap((url(1), NOON))}
    with serving(pages) as site:
        assert_quiet(crawl(site.address, sqlite_url, "tribun_video"))
    assert ends(sqlite_url) == {url(1): ("stored", None)}


def test_since_and_until_are_days_in_wib(sqlite_url: str) -> None:
    dates = [
        "2026-11-17T23:59:59+07:00",
        "2026-11-17T17:00:00Z",  # midnight in Jakarta
        "2026-11-18",
        "2026-11-19T00:59:00+08:00",  # 23.59 in Jakarta
        "2026-11-19T00:00:00+07:00",
        "kemarin",  # unknown: it may be
    ]
    pages = articles(*range(len(dates)))
    pages |= {SITEMAP: sitemap(*((url(n), date) for n, date in enumerate(dates)))}
    words = ("tribun_video", "-a", "since=2026-11-18", "-a", "until=2026-11-18")
    with serving(pages) as site:
        assert_quiet(crawl(site.address, sqlite_url, *words))
    skipped = ("skipped", "out of range")
    assert ends(sqlite_url) == {
        url(n): skipped if n in {0, 4} else ("stored", None) for n in range(len(dates))
    }
    assert counts_of_last_run(sqlite_url)["discovery/out_of_range"] == 2


def test_urls_file_names_all_that_is_asked_for(sqlite_url: str, tmp_path: Path) -> None:
    listing = tmp_path / "urls.txt"
    listing.write_text(f"# saung baca\n{url(1)}\n\n  {url(2)}  \n{url(1)}\n", encoding="utf-8")
    with serving(listed(1, 2, 3) | articles(1, 2, 3)) as site:
        assert_quiet(crawl(site.address, sqlite_url, "tribun_video", "-a", f"urls_file={listing}"))
        assert sorted(site.asked) == sorted([*RULES, url(1), url(2)])
    assert ends(sqlite_url) == {url(1): ("stored", None), url(2): ("stored", None)}
