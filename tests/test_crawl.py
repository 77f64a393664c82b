"""`scrapy crawl` as a person runs it: over HTTP on loopback, into a real database."""

import csv
import gzip
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from crawling import (
    FIXTURES,
    HOST,
    NOWHERE,
    Page,
    Ran,
    counts_of_last_run,
    crawl,
    ends,
    news,
    rows,
    scrapy,
    serving,
    sitemap,
    start_crawl,
    xml,
)
from sqlalchemy import select

from newscrawler.crawling.replay import replay_server
from newscrawler.storage import counts, load_article, open_database
from newscrawler.storage.schema import Base

WWW = "https://www.tribunnews.com"
SITEMAP = f"{HOST}/sitemap.xml"
NOON = "2026-11-18T12:00:00+07:00"
PDF = Page(b"%PDF-1.7\n\x00\x01\x02\xff" * 50, headers={"Content-Type": "application/pdf"})
FULL = {
    # words of a crawl; articles stored; listed pages that are not there
    "tribun_video": ((), 4, 2),
    "tribunnews": (("-a", "hosts=www", "-a", "since=2026-11-17", "-a", "until=2026-11-18"), 4, 7),
    "tribun_regional": (
        ("-a", "hosts=jabar,bali,papua", "-a", "since=2026-11-18", "-a", "until=2026-11-18"),
        3,
        5,
    ),
}


def url(number: int) -> str:
    return f"{HOST}/news/10000{number:02}/berita-{number}"


def listed(*numbers: int) -> dict[str, Page]:
    """A sitemap that lists these articles, at its address."""
    return {SITEMAP: sitemap(*((url(number), NOON) for number in numbers))}


def articles(*numbers: int) -> dict[str, Page]:
    return {url(number): Page(news(f"Saung Baca {number} Dibuka")) for number in numbers}


def assert_quiet(ran: Ran) -> None:
    assert "Traceback" not in ran.err
    assert ran.code == 0


# The publishers of this checkout, whole


def test_list_names_the_publishers() -> None:
    ran = scrapy("list")
    assert ran.out.split() == ["tribun_regional", "tribun_video", "tribunnews"]
    assert ran.code == 0


@pytest.fixture(scope="module")
def replay() -> Iterator[str]:
    """Serve the pages under `fixtures/`."""
    with replay_server(FIXTURES) as address:
        yield address


@pytest.fixture(scope="module", params=FULL)
def full(
    request: pytest.FixtureRequest, replay: str, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, str, Ran]:
    """Crawl all of one publisher's fixtures: its name, the database and how it went."""
    name = request.param
    database = f"sqlite:///{tmp_path_factory.mktemp(name)}/news.db"
    return name, database, crawl(replay, database, name, *FULL[name][0])


def test_a_full_crawl_stores_every_article_that_is_there(full: tuple[str, str, Ran]) -> None:
    name, database, ran = full
    assert_quiet(ran)
    _, stored, gone = FULL[name]
    assert Counter(ends(database).values()) == {
        ("stored", None): stored,
        ("gone", "http 404"): gone,
    }
    assert rows(database, "SELECT count(*) FROM articles") == [(stored,)]


def test_a_second_crawl_adds_a_run_and_nothing_else(
    full: tuple[str, str, Ran], replay: str, tmp_path: Path
) -> None:
    name, first, _ = full
    copy = shutil.copy(first.removeprefix("sqlite:///"), tmp_path)
    database = f"sqlite:///{copy}"
    before = row_counts(database)
    assert_quiet(crawl(replay, database, name, *FULL[name][0]))
    assert row_counts(database) == before | {"runs": before["runs"] + 1}


def test_the_same_crawl_gives_the_same_rows_on_postgresql(
    full: tuple[str, str, Ran], replay: str, postgresql_url: str
) -> None:
    name, database, _ = full
    assert_quiet(crawl(replay, postgresql_url, name, *FULL[name][0]))
    assert contents(postgresql_url) == contents(database)


def row_counts(database: str) -> dict[str, int]:
    engine = open_database(database)
    try:
        return counts(engine)
    finally:
        engine.dispose()


def contents(database: str) -> dict[str, list[str]]:
    """All rows of all tables but runs, without the times they were recorded at."""
    recorded = {"discovered_at", "last_seen", "run_id"}
    engine = open_database(database)
    try:
        with engine.connect() as connection:
            return {
                table.name: sorted(
                    json.dumps(
                        {
                            name: value
                            for name, value in row._asdict().items()
                            if not (table.name in {"urls", "captures"} and name in recorded)
                        },
                        default=str,
                        sort_keys=True,
                    )
                    for row in connection.execute(select(table))
                )
                for table in Base.metadata.sorted_tables
                if table.name != "runs"
            }
    finally:
        engine.dispose()


def test_limit_and_feeds(replay: str, sqlite_url: str, tmp_path: Path) -> None:
    table, lines = tmp_path / "articles.csv", tmp_path / "articles.jsonl"
    words = ("tribun_video", "-a", "limit=2", "-O", table, "-O", lines)
    assert_quiet(crawl(replay, sqlite_url, *words))
    stored = {found for (found,) in rows(sqlite_url, "SELECT url FROM versions")}
    assert len(stored) == 2
    written = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    assert {article["url"] for article in written} == stored
    with table.open(encoding="utf-8", newline="") as file:
        assert {row["url"] for row in csv.DictReader(file)} == stored


# How URLs end


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[str], Ran]:
    """Crawl a site with all sorts of trouble: the database, what was asked for, how it went."""
    database = f"sqlite:///{tmp_path_factory.mktemp('troubled')}/news.db"
    robots = f"User-agent: *\nDisallow: /news/1000002/\nSitemap: {SITEMAP}\n"
    pages = listed(*range(1, 8)) | articles(1, 2)
    pages |= {
        f"{HOST}/robots.txt": Page(robots, headers={"Content-Type": "text/plain"}),
        url(4): Page("maaf", status=410),
        url(5): Page("maaf", status=503),
        url(6): PDF,
        url(7): Page(""),
    }
    with serving(pages) as site:
        ran = crawl(site.address, database, "tribun_video")
        return database, site.asked, ran


def test_every_url_ends_with_a_state_and_a_reason(troubled: tuple[str, list[str], Ran]) -> None:
    database, _, ran = troubled
    assert_quiet(ran)
    assert ends(database) == {
        url(1): ("stored", None),
        url(2): ("disallowed", "Forbidden by robots.txt"),
        url(3): ("gone", "http 404"),
        url(4): ("gone", "http 410"),
        url(5): ("failed", "http 503"),
        url(6): ("quarantined", "not_html:binary"),
        url(7): ("quarantined", "empty"),
    }


def test_robots_txt_is_asked_for_first_and_obeyed(troubled: tuple[str, list[str], Ran]) -> None:
    _, asked, _ = troubled
    assert asked[0] == f"{HOST}/robots.txt"
    assert url(2) not in asked


def test_nothing_is_asked_for_twice(troubled: tuple[str, list[str], Ran]) -> None:
    _, asked, _ = troubled
    assert len(asked) == len(set(asked))


def test_what_a_run_counted_adds_up(troubled: tuple[str, list[str], Ran]) -> None:
    counted = counts_of_last_run(troubled[0])
    assert counted["discovery/articles"] == 7
    ended = {"store/stored", "urls/gone", "urls/disallowed", "urls/failed"}
    ended |= {"completeness/quarantined"}
    assert sum(counted[name] for name in ended) == 7


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[str], Ran]:
    """Crawl a site whose articles have moved, once, off the site, and to one another."""
    database = f"sqlite:///{tmp_path_factory.mktemp('moved')}/news.db"
    pages = listed(1, 2, 3) | articles(4)
    pages |= {
        url(1): Page(status=301, headers={"Location": url(4)}),
        url(2): Page(status=302, headers={"Location": "https://iklan.example/promo"}),
        url(3): Page(status=301, headers={"Location": url(4)}),
    }
    with serving(pages) as site:
        ran = crawl(site.address, database, "tribun_video")
        return database, site.asked, ran


def test_a_moved_article_is_stored_once(moved: tuple[str, list[str], Ran]) -> None:
    database, _, ran = moved
    assert_quiet(ran)
    assert rows(database, "SELECT canonical_url FROM articles") == [(url(4),)]


def test_a_redirect_off_the_site_is_not_followed(moved: tuple[str, list[str], Ran]) -> None:
    assert "https://iklan.example/promo" not in moved[1]


def test_every_moved_url_ends_in_a_recorded_state(moved: tuple[str, list[str], Ran]) -> None:
    states = {found: state for found, (state, _) in ends(moved[0]).items()}
    assert states.keys() >= {url(1), url(2), url(3)}
    assert states[url(2)] == "offsite"


@pytest.fixture(scope="module")
def down(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Ran]:
    """Crawl one article of a site that does not answer."""
    database = f"sqlite:///{tmp_path_factory.mktemp('down')}/news.db"
    return database, crawl(NOWHERE, database, "tribun_video", "-a", f"url={url(1)}")


def test_a_site_that_is_down_is_no_success(down: tuple[str, Ran]) -> None:
    database, ran = down
    assert ends(database)[url(1)][0] == "failed"
    assert ran.code == 1


def test_a_site_that_is_down_gives_no_traceback(down: tuple[str, Ran]) -> None:
    assert "Traceback" not in down[1].err


# Again, and changed


def test_a_changed_page_adds_a_version_and_keeps_the_old_one(sqlite_url: str) -> None:
    with serving(listed(1, 2) | articles(1, 2)) as site:
        assert_quiet(crawl(site.address, sqlite_url, "tribun_video"))
        once = row_counts(sqlite_url)
        assert_quiet(crawl(site.address, sqlite_url, "tribun_video"))
        assert row_counts(sqlite_url) == once | {"runs": 2}
        site.pages[url(1)] = Page(news("Saung Baca 1 Dibuka", "Raknya kini dua belas."))
        assert_quiet(crawl(site.address, sqlite_url, "tribun_video"))
    texts = [text for (text,) in rows(sqlite_url, "SELECT text FROM versions")]
    assert len(texts) == 3
    assert sum("dua belas" in text for text in texts) == 1
    engine = open_database(sqlite_url)
    current = load_article(engine, url(1))
    engine.dispose()
    assert current is not None
    assert current.body[-1].text == "Raknya kini dua belas."


# Articles in several pages


PARTS = f"{WWW}/nasional/7000001/daftar-rute"
PAGER = f'<div class="paging"><a href="{PARTS}?page=2">2</a></div>'
FIRST = Page(news("Daftar Rute", "Bagian pertama.", foot=PAGER))
CANONICAL = f'<link rel="canonical" href="{PARTS}">'
WHOLE = Page(news("Daftar Rute", "Bagian pertama.", "Bagian kedua.", head=CANONICAL))


@pytest.mark.parametrize(
    ("whole", "last", "flags"),
    [
        pytest.param(WHOLE, "Bagian kedua.", [], id="there"),
        pytest.param(None, "Bagian pertama.", ["incomplete"], id="404"),
        pytest.param(PDF, "Bagian pertama.", ["incomplete"], id="no page at all"),
    ],
)
def test_an_article_in_parts_is_stored_whole_or_flagged(
    sqlite_url: str, whole: Page | None, last: str, flags: list[str]
) -> None:
    pages = {PARTS: FIRST} | ({f"{PARTS}?page=all": whole} if whole else {})
    with serving(pages) as site:
        assert_quiet(crawl(site.address, sqlite_url, "tribunnews", "-a", f"url={PARTS}"))
    ((canonical, text, found),) = rows(
        sqlite_url, "SELECT canonical_url, text, flags FROM versions"
    )
    assert canonical == PARTS
    assert text.split("\n")[1:][-1] == last
    assert json.loads(found) == flags
    assert ends(sqlite_url)[PARTS] == ("stored", None), "the address that was asked for"


# Listings


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


def test_an_index_is_walked_until_it_lists_nothing_new(sqlite_url: str) -> None:
    pages = index_page("2026-11-18", 1, national(1), f"{WWW}/tag/saung", "mailto:a@b.example")
    pages |= index_page("2026-11-18", 2, national(1), national(2) + "#komentar")
    pages |= index_page("2026-11-18", 3, national(2), national(1))
    pages |= index_page("2026-11-18", 4, national(3))
    pages |= {national(n): Page(news(f"Kabar {n}")) for n in (1, 2, 3)}
    asked = walk(pages, sqlite_url, "-a", "since=2026-11-18", "-a", "until=2026-11-18")
    assert f"{WWW}/index-news?date=2026-11-18&page=3" in asked
    assert f"{WWW}/index-news?date=2026-11-18&page=4" not in asked
    assert ends(sqlite_url).keys() == {national(1), national(2)}
    assert not any("/tag/" in address for address in asked)


def test_an_index_is_asked_for_each_day_and_no_other(sqlite_url: str) -> None:
    asked = walk({}, sqlite_url, "-a", "since=2026-10-30", "-a", "until=2026-11-01")
    days = [match[1] for address in asked if (match := re.search(r"date=(\S+)&", address))]
    assert sorted(days) == ["2026-10-30", "2026-10-31", "2026-11-01"]


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


@pytest.fixture(scope="module")
def shaped(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Crawl a site with one listing of each shape, each naming one article: the database."""
    database = f"sqlite:///{tmp_path_factory.mktemp('shaped')}/news.db"
    addresses = [f"{HOST}/listing-{number}" for number in range(len(SHAPES))]
    pages = sitemap_index(*addresses) | articles(*range(len(SHAPES)))
    for number, make in enumerate(SHAPES.values()):
        pages[addresses[number]] = make(url(number))
    with serving(pages) as site:
        assert_quiet(crawl(site.address, database, "tribun_video"))
    return database


@pytest.mark.parametrize("shape", SHAPES)
def test_a_listing_of_any_shape_is_read(shaped: str, shape: str) -> None:
    number = list(SHAPES).index(shape)
    assert ends(shaped).get(url(number)) == ("stored", None)


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


@pytest.mark.parametrize(
    ("listing", "number"), [("bomb", 1), ("entity", 2), ("cut", 3), ("broken-urls", 5)]
)
def test_hostile_listings_do_no_harm(
    hostile: tuple[str, list[str], Ran], listing: str, number: int
) -> None:
    """What a broken listing names beside its broken part is found all the same."""
    assert ends(hostile[0]).get(url(number)) == ("stored", None), listing


def test_hostile_listings_give_no_traceback(hostile: tuple[str, list[str], Ran]) -> None:
    assert_quiet(hostile[2])


def test_listings_that_list_nothing_are_counted(hostile: tuple[str, list[str], Ran]) -> None:
    counted = counts_of_last_run(hostile[0])
    assert counted["discovery/listings"] == 1 + len(HOSTILE)
    assert counted["discovery/empty_listings"] == 3


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
    assert ends(sqlite_url).keys() == {url(n) for n in (1, 2, 3, 5)}
    assert counts_of_last_run(sqlite_url)["discovery/out_of_range"] == 2


def test_urls_file_names_all_that_is_asked_for(sqlite_url: str, tmp_path: Path) -> None:
    listing = tmp_path / "urls.txt"
    listing.write_text(f"# saung baca\n{url(1)}\n\n  {url(2)}  \n{url(1)}\n", encoding="utf-8")
    with serving(listed(1, 2, 3) | articles(1, 2, 3)) as site:
        assert_quiet(crawl(site.address, sqlite_url, "tribun_video", "-a", f"urls_file={listing}"))
        assert sorted(site.asked) == sorted([f"{HOST}/robots.txt", url(1), url(2)])
    assert ends(sqlite_url) == {url(1): ("stored", None), url(2): ("stored", None)}


# Stopped half-way


def test_sigterm_ends_a_crawl_with_what_was_fetched_stored(sqlite_url: str) -> None:
    """What is under way is finished (Scrapy has up to 16 requests under way), the rest is left."""
    release = Event()
    everything = range(1, 41)
    pages = listed(*everything) | articles(*everything)
    pages[url(20)] = Page(news("Saung Baca 20 Dibuka"), hold=release)
    with serving(pages) as site, start_crawl(site.address, sqlite_url, "tribun_video") as process:
        assert process.stderr
        try:
            assert site.wait_for(url(20))
            process.terminate()
            heard = next((line for line in process.stderr if "SIGTERM" in line), None)
        finally:
            release.set()
        rest = process.stderr.read()
        assert process.wait() == 0
    fetched = {address for address in site.asked if "/news/" in address}
    assert heard
    assert "Traceback" not in rest
    assert url(20) in fetched
    assert len(fetched) < len(everything)
    assert ends(sqlite_url) == dict.fromkeys(fetched, ("stored", None))
    assert rows(sqlite_url, "SELECT finish_reason FROM runs") == [("shutdown",)]
