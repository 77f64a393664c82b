"""What is discovered is kept: index pages of every kind, what listings say, what nobody wanted."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newscrawler.exit_codes import ExitCode
from tests.support.site import (
    HOST,
    NOON,
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
    scrapy,
    serving,
    sitemap,
    surroundings,
    url,
    with_publisher,
    xml,
)

SITE = "https://www.kabarsumari.example"
STORED = ("stored", None)
OUT, OVER = ("skipped", "out of range"), ("skipped", "over limit")
SINCE = ("-a", "since=2026-11-18")


def story(number: int) -> str:
    return f"{SITE}/desa/{number}-perahu"


def index_page(*entries: tuple[str, str]) -> Page:
    """Return an index page of (address, printed time), with titles of a usual length."""
    listing = "".join(
        f'<li><a href="{link}">Perahu Baru untuk Warga Dermaga {n}</a><span>{when}</span></li>'
        for n, (link, when) in enumerate(entries)
    )
    other = f'<li><a href="{SITE}/tag/perahu">Semua Kabar tentang Perahu Nelayan</a></li>'
    return Page(f"<!DOCTYPE html><html><body><ul>{listing}{other}</ul></body></html>")


NEW, OLD = "18/11/2026 09:00 WIB", "02/11/2026 09:00 WIB"


class Sumari:
    """Crawls of one more publisher, whose index is `index`; `facts` are others of it."""

    def __init__(self, folder: Path, database: str, index: str, **facts: Any) -> None:
        self.database = database
        self.before = with_publisher(
            folder,
            name="Kabar Sumari",
            hosts=["www.kabarsumari.example", "m.kabarsumari.example"],
            article_pattern=r"https?://www[.]kabarsumari[.]example/desa/\d+-[^/]+",
            index_urls=[index],
            **facts,
        )

    def asked(self, pages: dict[str, Page], *words: str) -> list[str]:
        """Return the paths that a crawl of `pages` requests, without robots.txt."""
        with serving(pages) as site:
            ran = crawl(site.address, self.database, "sumari", *words, before=self.before)
        assert_quiet(ran, ExitCode.DONE if pages else ExitCode.NO_RESULT)
        return [each for each in site.asked if "robots" not in each and "tdmrep" not in each]


def walk(asked: list[str]) -> list[str]:
    return [each.removeprefix(SITE) for each in asked if "/desa/" not in each]


@pytest.fixture
def stream(tmp_path: Path, sqlite_url: str) -> Sumari:
    return Sumari(tmp_path, sqlite_url, f"{SITE}/indeks?page={{page}}")


def stream_of(*pages: list[tuple[int, str]]) -> dict[str, Page]:
    """Return the pages of an index of (number of an article, printed time), and the articles."""
    made = {
        f"{SITE}/indeks?page={n}": index_page(*((story(number), when) for number, when in page))
        for n, page in enumerate(pages, 1)
    }
    numbers = {number for page in pages for number, _ in page}
    return made | {story(number): Page(news(f"Perahu {number}")) for number in numbers}


def test_an_index_without_dates_is_walked_until_three_pages_are_stale(stream: Sumari) -> None:
    pages = stream_of(
        [(1, NEW), (90, OLD), (2, NEW)],  # one pinned article among new ones
        [(91, OLD), (92, OLD)],  # stale
        [(3, NEW), (93, OLD)],  # not at the first stale page
        [(94, OLD)],
        [(1, NEW), (2, NEW)],  # known: stale
        [(95, OLD)],
        [(4, NEW)],  # never come to
    )
    asked = stream.asked(pages, *SINCE)
    assert walk(asked) == [f"/indeks?page={n}" for n in range(1, 7)]
    assert {each for each in asked if "/desa/" in each} == {story(n) for n in (1, 2, 3)}
    found = ends(stream.database)
    assert {link for link, end in found.items() if end == OUT} == {story(n) for n in range(90, 96)}


def test_articles_that_are_too_new_do_not_end_the_walk(stream: Sumari) -> None:
    later = "21/11/2026 09:00 WIB"
    pages = stream_of(*([(n, later)] for n in range(10, 15)), [(1, NEW)])
    asked = stream.asked(pages, *SINCE, "-a", "until=2026-11-18")
    assert story(1) in asked
    assert story(10) not in asked


def test_what_a_sitemap_names_does_not_end_a_walk(tmp_path: Path, sqlite_url: str) -> None:
    """A news sitemap of two days names all that the newest pages of an index do."""
    newest = range(1, 9)
    pages = stream_of(*([(n, NEW)] for n in range(1, 11)))
    pages[f"{SITE}/sitemap.xml"] = sitemap(*((story(n), NOON) for n in newest))
    index, named = f"{SITE}/indeks?page={{page}}", [f"{SITE}/sitemap.xml"]
    asked = Sumari(tmp_path, sqlite_url, index, sitemaps=named).asked(pages, *SINCE)
    assert {each for each in asked if "/desa/" in each} == {story(n) for n in range(1, 11)}


def test_a_page_that_repeats_the_one_before_ends_the_walk(stream: Sumari) -> None:
    pages = stream_of([(1, NEW)], [(2, NEW)], [(2, NEW)], [(3, NEW)])
    assert walk(stream.asked(pages, *SINCE)) == [f"/indeks?page={n}" for n in (1, 2, 3)]


def test_the_pages_of_a_day_go_on_below_one_that_lists_no_article(
    tmp_path: Path, sqlite_url: str
) -> None:
    listing = {1: [1, 2], 2: [], 3: [3], 4: [1], 5: [], 6: [2], 7: [4]}
    day = f"{SITE}/indeks/2026-11-18"
    pages = {
        f"{day}/{page}": index_page(*((story(n), NEW) for n in numbers))
        for page, numbers in listing.items()
    }
    pages |= {story(n): Page(news(f"Perahu {n}")) for n in range(1, 5)}
    dated = Sumari(tmp_path, sqlite_url, f"{SITE}/indeks/{{date:%Y-%m-%d}}/{{page}}")
    asked = dated.asked(pages, *SINCE, "-a", "until=2026-11-18")
    assert walk(asked) == [f"{day}/{page}".removeprefix(SITE) for page in range(1, 7)]
    assert {each for each in asked if "/desa/" in each} == {story(n) for n in (1, 2, 3)}


def test_a_day_without_articles_costs_one_request(tmp_path: Path, sqlite_url: str) -> None:
    pages = {f"{SITE}/i/2026-11-18/{page}": index_page() for page in range(1, 5)}
    dated = Sumari(tmp_path, sqlite_url, f"{SITE}/i/{{date:%Y-%m-%d}}/{{page}}")
    assert walk(dated.asked(pages, *SINCE, "-a", "until=2026-11-18")) == ["/i/2026-11-18/1"]


def test_without_a_first_day_one_page_of_the_index_is_read_each_time(stream: Sumari) -> None:
    pages = stream_of([(1, NEW)], [(2, NEW)])
    for _ in range(2):
        assert walk(stream.asked(pages)) == ["/indeks?page=1"]


@pytest.mark.parametrize(
    ("template", "words", "expected"),
    [
        (f"{SITE}/i?p={{offset:20}}", SINCE, ["/i?p=0", "/i?p=20"]),
        (f"{SITE}/terbaru", SINCE, ["/terbaru"]),
        (
            f"{SITE}/i?d={{date:%m%%2F%d%%2F%Y}}&p={{page}}",
            (*SINCE, "-a", "until=2026-11-18"),
            ["/i?d=11%2F18%2F2026&p=1", "/i?d=11%2F18%2F2026&p=2"],
        ),
        (f"{SITE}/i/{{date:%Y/%m/%d}}", (), []),
    ],
)
def test_templates_name_pages_offsets_and_days(
    tmp_path: Path, sqlite_url: str, template: str, words: tuple[str, ...], expected: list[str]
) -> None:
    """An index without a host is asked for once, whatever the number of hosts."""
    answer = index_page((story(1), NEW))
    pages = {SITE + path: answer for path in expected} | {story(1): Page(news("Perahu"))}
    assert walk(Sumari(tmp_path, sqlite_url, template).asked(pages, *words)) == expected


def test_a_template_with_a_host_is_asked_on_every_host(tmp_path: Path, sqlite_url: str) -> None:
    asked = Sumari(tmp_path, sqlite_url, "https://{host}/terbaru").asked({})
    assert sorted(asked) == [f"{SITE.replace('www', 'm')}/terbaru", f"{SITE}/terbaru"]


# What a listing says


UNDATED = re.compile(r'<meta property="article:published_time"[^>]*>')


def undated(headline: str) -> Page:
    return Page(UNDATED.sub("", news(headline)))


def dates(database: str) -> list[tuple[Any, ...]]:
    sql = "SELECT headline, published_value, provenance, flags FROM versions ORDER BY url"
    return [(h, value, json.loads(p), json.loads(f)) for h, value, p, f in rows(database, sql)]


def test_the_date_of_a_listing_stands_in_for_one_that_is_missing(sqlite_url: str) -> None:
    pages = listed(1, 2) | {url(1): undated("Saung Baca 1"), url(2): Page(news("Saung Baca 2"))}
    with serving(pages) as site:
        assert_quiet(crawl(site.address, sqlite_url, "tribun_video"))
    (_, value, provenance, flags), (_, own, of_page, _) = dates(sqlite_url)
    assert (value, provenance["published"]) == (NOON, "listing")
    assert "missing:published" not in flags
    assert (own, of_page["published"]) == ("2026-11-18T14:00:00+07:00", "meta")
    archive = Path(surroundings(sqlite_url)["ARCHIVE_DIR"])
    again = scrapy("reextract", archive, "--store", database=sqlite_url)
    assert "unchanged" in again.err
    assert len(dates(sqlite_url)) == 2, "re-extraction makes no other version of it"


def test_the_time_of_a_last_change_is_no_time_of_publication(sqlite_url: str) -> None:
    entry = f"<url><loc>{url(1)}</loc><lastmod>{NOON}</lastmod></url>"
    pages = {f"{HOST}/sitemap.xml": xml(f"<urlset>{entry}</urlset>"), url(1): undated("Saung")}
    with serving(pages) as site:
        assert_quiet(crawl(site.address, sqlite_url, "tribun_video"))
    ((_, value, _, flags),) = dates(sqlite_url)
    assert value is None
    assert "missing:published" in flags


def test_the_title_of_a_listing_stands_in_for_a_headline(sqlite_url: str) -> None:
    page = re.sub(r"<(title|h1)[^>]*>.*?</\1>", "", news("X"))
    with serving(listed(1) | {url(1): Page(page)}) as site:
        assert_quiet(crawl(site.address, sqlite_url, "tribun_video"))
    ((headline, _, provenance, _),) = dates(sqlite_url)
    assert (headline, provenance["headline"]) == ("Judul", "listing")


def test_relative_times_of_an_index_count_from_its_own_fetch(stream: Sumari) -> None:
    pages = stream_of([(1, "2 jam lalu"), (2, "3 jam lalu")])
    pages |= {story(n): undated(f"Perahu {n}") for n in (1, 2)}
    stream.asked(pages)
    (_, value, provenance, _), _ = dates(stream.database)
    age = datetime.now(UTC) - datetime.fromisoformat(value)
    assert timedelta(hours=1) < age < timedelta(hours=3, minutes=30)
    assert provenance["published"] == "listing"


def test_what_a_listing_said_is_kept_with_its_url(sqlite_url: str) -> None:
    with serving(listed(1)) as site:
        crawl(site.address, sqlite_url, "tribun_video")
    sql = "SELECT url, listed_by, listed_title, listed_published, listed_on FROM urls"
    said = (url(1), f"{HOST}/sitemap.xml", "Judul", NOON, "2026-11-18")
    assert rows(sqlite_url, f"{sql} WHERE kind = 'article'") == [said]


# What nobody wanted yet


def crawl_video(database: str, *words: str) -> tuple[Ran, list[str]]:
    days = {n: f"2026-11-{10 + n}T12:00:00+07:00" for n in range(1, 5)}
    pages = articles(*days)
    pages |= {f"{HOST}/sitemap.xml": sitemap(*((url(n), day) for n, day in days.items()))}
    for number, day in days.items():
        shown = news(f"Saung {number}").replace("2026-11-18T14:00:00+07:00", day)
        pages[url(number)] = Page(shown)
    with serving(pages) as site:
        ran = crawl(site.address, database, "tribun_video", *words)
    assert_quiet(ran)
    return ran, [each for each in site.asked if "/news/" in each]


def test_what_is_discovered_and_not_wanted_waits_for_a_wider_crawl(database_url: str) -> None:
    narrow = ("-a", "since=2026-11-13", "-a", "limit=1")
    ran, asked = crawl_video(database_url, *narrow)
    assert asked == [url(3)]
    assert ends(database_url) == {url(1): OUT, url(2): OUT, url(3): STORED, url(4): OVER}
    assert "skipped: out of range or over the limit" in ran.err
    assert "skipped" in scrapy("frontier", database=database_url).out
    counted = counts_of_last_run(database_url)
    assert counted["frontier/discovered"] == counted["frontier/fetched"] + 3
    _, asked = crawl_video(database_url, *SINCE, "-a", "until=2026-11-18")
    assert asked == [], "as narrow, elsewhere"
    _, asked = crawl_video(database_url)
    assert set(asked) == {url(n) for n in range(1, 5)}
    assert {state for state, _ in ends(database_url).values()} <= {"stored", "unchanged"}


def test_a_wider_crawl_takes_up_what_is_listed_no_more(sqlite_url: str) -> None:
    crawl_video(sqlite_url, "-a", "since=2026-11-14")
    with serving(articles(1, 2, 3)) as site:
        words = ("tribun_video", "-a", "since=2026-11-12", "-a", "until=2026-11-12")
        assert_quiet(crawl(site.address, sqlite_url, *words), ExitCode.NO_RESULT)
        assert [each for each in site.asked if "/news/" in each] == [url(2)]
        assert_quiet(
            crawl(site.address, sqlite_url, "tribun_video", "-a", "limit=9"), ExitCode.NO_RESULT
        )
        assert url(1) not in site.asked
        assert_quiet(crawl(site.address, sqlite_url, "tribun_video"))
        assert {url(1), url(3)} <= set(site.asked)


def test_a_narrow_crawl_does_not_forget_how_a_url_ended(sqlite_url: str) -> None:
    crawl_video(sqlite_url)
    crawl_video(sqlite_url, "-a", "since=2026-11-14")
    assert set(ends(sqlite_url).values()) <= {STORED, ("unchanged", None)}


def test_skipped_urls_can_be_let_wait(sqlite_url: str) -> None:
    crawl_video(sqlite_url, "-a", "since=2026-11-14")
    again = scrapy("frontier", "tribun_video", "--requeue-skipped", database=sqlite_url)
    assert "3 URLs will be fetched again" in again.out
    _, asked = crawl_video(sqlite_url, "-a", "since=2026-11-18")
    assert set(asked) == {url(n) for n in (1, 2, 3)}


def test_a_relative_date_decides_whether_an_article_is_in_range(sqlite_url: str) -> None:
    """It counts from the fetch: twenty hours before it is another day than the one asked for."""
    page = (
        "<!DOCTYPE html><html lang=id><head><title>Dermaga Dicat</title></head><body>"
        "<h1 id=arttitle>Dermaga Dicat</h1><time>20 jam lalu</time><div class=txt-article>"
        "<p>Dermaga kayu di Muara Sumari dicat ulang oleh para nelayan sebelum musim barat.</p>"
        "<p>Cat biru dipilih lewat musyawarah, sedangkan biayanya ditanggung koperasi.</p></div>"
        "</body></html>"
    )
    fetched = {"Memento-Datetime": "Fri, 20 Nov 2026 02:00:00 GMT"}
    listing = xml(f"<urlset><url><loc>{url(1)}</loc></url></urlset>")
    pages = {f"{HOST}/sitemap.xml": listing, url(1): Page(page, headers=fetched)}
    days = ("-a", "since=2026-11-10", "-a", "until=2026-11-18")
    with serving(pages) as site:
        crawl(site.address, sqlite_url, "tribun_video", *days)
    reason = "out of range: published 2026-11-19T13:00:00+07:00"
    assert ends(sqlite_url)[url(1)] == ("skipped", reason)
