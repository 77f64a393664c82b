"""What is read of a listing in each form that sites give it, and of each damage to it."""

import gzip
import json
from datetime import datetime

import pytest

from newscrawler.extraction.page.document import SavedPage
from newscrawler.publishers import publishers
from newscrawler.spiders.listing_reader import read_listing
from newscrawler.spiders.listings import Listing

SITE = "https://video.tribunnews.com"
URL = f"{SITE}/news/1000071/saung-baca-lentera"
OTHER = f"{SITE}/news/1000072/panen-padi"
NOON = "2026-11-18T12:00:00+07:00"
FETCHED = datetime.fromisoformat("2026-11-20T09:00:00+07:00")
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
ATOM = 'xmlns="http://www.w3.org/2005/Atom"'
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
NETSCAPE = '"-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd"'


def read(body: str | bytes, url: str = f"{SITE}/listing", max_urls: int = 9) -> Listing:
    page = SavedPage(url, body.encode() if isinstance(body, str) else body, FETCHED)
    return read_listing(page, publishers()["tribun_video"], max_urls)


def urls(body: str | bytes) -> list[str]:
    return [discovered.url for discovered in read(body).urls]


def entry(url: str = URL, more: str = "") -> str:
    return f"<url><loc>{url}</loc>{more}</url>"


def urlset(*entries: str) -> str:
    return f"<urlset>{''.join(entries or [entry()])}</urlset>"


def news(title: str, date: str = NOON) -> str:
    inner = f"<news:publication_date>{date}</news:publication_date><news:title>{title}</news:title>"
    return f"<news:news>{inner}</news:news>"


def rss(*fields: str) -> str:
    items = "".join(f"<item>{inner}</item>" for inner in fields)
    return f'<rss version="2.0"><channel><link>{SITE}/</link>{items}</channel></rss>'


def atom(inner: str) -> str:
    return f"<feed {ATOM}><link href='{SITE}/'/><entry><title>Saung</title>{inner}</entry></feed>"


LINK = f"<link>{URL}</link>"
SITEMAPS: dict[str, str | bytes] = {
    "without namespace": urlset(),
    "in upper case": urlset().upper().replace(URL.upper(), URL),
    "prefix never declared": "<s:urlset><s:url><s:loc>" + URL + "</s:loc></s:url></s:urlset>",
    "warning of PHP first": f"<br />\n<b>Notice</b>: x in <b>/a.php</b><br />\n{urlset()}",
    "warning of PHP inside": urlset("<br />\n<b>Notice</b>: x", entry()),
    "comment with HTML first": f"<!-- <html> --><?xml version='1.0'?>{urlset()}",
    "document type of HTML": f"<!DOCTYPE html>\n{urlset()}",
    "shown by a browser": f"<html><body><div>{urlset()}</div></body></html>",
    "markup after the end": urlset() + "<script>x()</script>",
    "two declarations": f"<?xml version='1.0'?><?xml version='1.0'?>{urlset()}",
    "relative address": urlset(entry(URL.removeprefix(SITE))),
    "address without scheme": urlset(entry(URL.removeprefix("https:"))),
    "address in lines": urlset(entry(f"\n  {SITE}/news/\n  {URL.partition('/news/')[2]}\n")),
    "address in quotes": urlset(entry(f'"{URL}"')),
    "address in a link": urlset(entry(f"<a href='{URL}'>{URL}</a>")),
    "control characters": urlset(entry(f"\x00{URL}\x0b")),
    "references to no characters": urlset(entry(URL, news("Sa&#11;ung&#x0;&#xD800;&#99999999;"))),
    "address never closed": urlset(f"<url><loc>{URL}<lastmod>2026-11-18</lastmod></url>"),
    "cut after an address": urlset()[:-12],
    "UTF-16": ("\ufeff" + urlset()).encode("utf-16-le"),
    "UTF-16 without a mark": ('<?xml version="1.0"?>' + urlset()).encode("utf-16-be"),
    "UTF-8 that is said to be UTF-16": f'<?xml version="1.0" encoding="UTF-16"?>{urlset()}',
    "unknown charset": f'<?xml version="1.0" encoding="utf8mb4"?>{urlset()}',
    "two byte-order marks": "\ufeff\ufeff" + urlset(),
    "gzip in gzip in gzip": gzip.compress(gzip.compress(gzip.compress(urlset().encode()))),
    "gzip with bytes after it": gzip.compress(urlset().encode()) + bytes(99),
    "text": f"\ufeff# daftar\r\n\r\n  {URL}\r\n",
    "text with dates": f"{URL}\t2026-11-18",
    "text in gzip": gzip.compress(URL.encode()),
}
FEEDS: dict[str, str | bytes] = {
    "RSS 0.91 with its document type": f"<!DOCTYPE rss PUBLIC {NETSCAPE}>{rss(LINK)}",
    "RSS 1.0 without link": f"<rdf:RDF {RDF}><item rdf:about='{URL}'/></rdf:RDF>",
    "RSS with a guid only": rss(f"<guid>{URL}</guid>"),
    "RSS with an empty link": rss(f"<link/><guid>{URL}</guid>"),
    "RSS with a guid that is no address": rss(f'<guid isPermaLink="false">71</guid>{LINK}'),
    "RSS with a relative link": rss(f"<link>{URL.removeprefix(SITE)}</link>"),
    "RSS by way of FeedBurner": rss(
        f"<link>https://feeds.example/1</link><feedburner:origLink>{URL}</feedburner:origLink>"
    ),
    "RSS with a document of HTML": rss(f"<description><![CDATA[<html><p>x]]></description>{LINK}"),
    "RSS with bare HTML": rss(f"<description><p>Isi<br>lain<img src=a></description>{LINK}"),
    "RSS with an image that has a link": rss(f"<image><link>{OTHER}</link></image>{LINK}"),
    "RSS with references to no characters": rss(f"<title>&#xD800;&#99999999;</title>{LINK}"),
    "RSS in upper case": rss(LINK).upper().replace(URL.upper(), URL),
    "RSS cut in the middle": rss(LINK)[:-20] + "<item><title>Pan",
    "Atom with other links first": atom(
        f"<link rel='replies' href='{OTHER}'/><link rel='enclosure' href='{SITE}/a.jpg'/>"
        f"<link rel='alternate' type='text/html' href='{URL}'/>"
    ),
    "Atom with a translation": atom(
        f"<link rel='alternate' href='{URL}'/><link rel='alternate' hreflang='en' href='{OTHER}'/>"
    ),
    "Atom with the link of a source": atom(
        f"<source><link href='{OTHER}'/></source><link href='{URL}'/>"
    ),
    "Atom with xml:base": f"<feed {ATOM} xml:base='{SITE}/news/'><entry>"
    "<link href='1000071/saung-baca-lentera'/></entry></feed>",
    "Atom with an id only": atom(f"<id>{URL}</id>"),
    "JSON Feed": json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"url": URL}]}),
    "JSON Feed cut in the middle": '{"version": "https://jsonfeed.org/version/1", "items": '
    f'[{{"url": "{URL}", "title": "Sau',
    "JSON Feed with an id only": json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 3}, "x", {"id": URL}]}
    ),
}
INDEX_PAGES: dict[str, str | bytes] = {
    "page that shows code": f"<html><script>a = '<rss>'</script><a href='{URL}'>Saung</a></html>",
    "part of a page": f"<div><a href='{URL}#komentar'>Saung Baca Lentera</a></div>",
}


@pytest.mark.parametrize("form", [*SITEMAPS, *FEEDS, *INDEX_PAGES])
def test_a_listing_in_any_form_names_its_article(form: str) -> None:
    assert urls((SITEMAPS | FEEDS | INDEX_PAGES)[form]) == [URL]


@pytest.mark.parametrize(
    "body",
    [
        f"Maaf, sedang diperbaiki.\n{URL}",
        f'{{"data": [{{"url": "{URL}"}}]}}',
        '{"a":' * 100_000,
        f"User-agent: *\nDisallow: /x\nSitemap: {URL}",
        urlset("<url><lastmod>2026-11-18</lastmod></url>"),
        b"\x1f\x8b\x08 no gzip",
        "",
    ],
    ids=["prose", "JSON", "nested JSON", "robots.txt", "no address", "no gzip", "nothing"],
)
def test_what_names_no_article_gives_none(body: str | bytes) -> None:
    assert urls(body) == []


@pytest.mark.parametrize(
    "doctype",
    ['urlset SYSTEM "/x.dtd"', "rss [<!ENTITY a 'b'>]", f"rss PUBLIC {NETSCAPE} [<!ENTITY a 'b'>]"],
)
@pytest.mark.parametrize("root", [urlset(), rss(LINK)], ids=["sitemap", "feed"])
def test_a_document_that_may_declare_entities_is_refused(doctype: str, root: str) -> None:
    listing = read(f"<!-- x --><!DOCTYPE {doctype}>{root}")
    assert (listing.urls, listing.refused) == ([], "it declares a document type")


@pytest.mark.parametrize(
    "more",
    ["x" * 3_000_000, "<p>" * 30_000, "".join(f'<p a{n}="" ' for n in range(30_000))],
    ids=["characters", "tags", "attributes"],
)
def test_a_feed_is_read_up_to_a_size(more: str) -> None:
    listing = read(rss(LINK, f"<link>{OTHER}</link><description>{more}</description>"))
    assert [each.url for each in listing.urls] == [URL]
    assert listing.is_truncated
    assert listing.refused is None


def test_a_feed_that_the_library_fails_on_is_refused() -> None:
    listing = read(rss(f"<gml:pos>1 2</gml:pos>{LINK}"))
    assert listing.refused == "feedparser cannot read it (KeyError)"


@pytest.mark.parametrize(
    "body", [urlset(entry(), entry(OTHER)), rss(LINK, LINK), f"{URL}\n{OTHER}"]
)
def test_a_listing_is_read_up_to_a_number_of_addresses(body: str) -> None:
    listing = read(body, max_urls=1)
    assert (len(listing.urls), listing.excess) == (1, 1)


def test_a_sitemap_names_pages_and_a_sitemap_index_names_sitemaps() -> None:
    inner = f"<sitemap><loc>/b.xml?a=1&amp;amp;b=2</loc></sitemap>{entry()}"
    for root in ("sitemapindex", "urlset"):
        found = read(f"<{root}>{inner}</{root}>").urls
        assert [(each.url, each.is_listing) for each in found] == [
            (f"{SITE}/b.xml?a=1&b=2", True),
            (URL, False),
        ]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (urlset(entry(URL, news("Saung &quot;Buku&quot; &amp;amp; Teh"))), 'Saung "Buku" & Teh'),
        (urlset(entry(URL, news("Petani&nbsp;&rsquo;Hijau&rsquo;"))), "Petani ’Hijau’"),
        (urlset(entry(URL, "<image:image><image:title>Foto</image:title></image:image>")), None),
        (urlset(entry(URL, "<news:title>Saung</news:title>")), "Saung"),
        (rss(f"<title><![CDATA[<b>Saung</b> &#8220;Buku&#8221;]]></title>{LINK}"), "Saung “Buku”"),
        (rss(f"<title>\n Saung\n Buku\n</title>{LINK}"), "Saung Buku"),
        (rss(f"<media:title>Video</media:title><title>Saung</title>{LINK}"), "Saung"),
        (atom(f"<link href='{URL}'/>"), "Saung"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?>' + rss(f"<title>Café</title>{LINK}"), "Café"),
        (rss(f"<title>“Café”</title>{LINK}").encode("cp1252"), "“Café”"),
        (
            f'{{"version": "jsonfeed.org", "items": [{{"url": "{URL}", "title": "a\\ud83d"}}]}}',
            "a\ufffd",
        ),
    ],
)
def test_the_title_of_an_entry_is_plain_text(body: str | bytes, title: str | None) -> None:
    assert [(each.url, each.title) for each in read(body).urls] == [(URL, title)]


def dated(field: str) -> str:
    return atom(f"<link href='{URL}'/>{field}")


@pytest.mark.parametrize(
    ("body", "time", "is_published"),
    [
        (urlset(entry(URL, f"{news('x')}<lastmod>2026-11-19</lastmod>")), NOON, True),
        (f"<urlset {NEWS}>{entry(URL, news('x'))}</urlset>", NOON, True),
        (urlset(entry(URL, f"<lastmod>{NOON}</lastmod>")), NOON, False),
        (rss(f"{LINK}<pubDate>Wed, 18 Nov 2026 12:00:00 WIB</pubDate>"), NOON, True),
        (rss(f"{LINK}<dc:date>{NOON}</dc:date>"), NOON, True),
        (
            dated(f"<published>{NOON}</published><updated>2026-11-19T00:00:00Z</updated>"),
            NOON,
            True,
        ),
        (dated(f"<updated>{NOON}</updated>"), NOON, False),
        (dated("<source><updated>2020-01-01T00:00:00Z</updated></source>"), None, False),
    ],
)
def test_the_time_of_publication_goes_before_that_of_a_change(
    body: str, time: str | None, is_published: bool
) -> None:
    (found,) = read(body).urls
    assert found.dated == (time and datetime.fromisoformat(time))
    assert (found.published is not None) == is_published


def test_a_time_without_a_zone_is_one_of_the_host() -> None:
    page = SavedPage(
        "https://bali.tribunnews.com/sitemap.xml",
        urlset(entry(URL, "<lastmod>2026-11-18 12:00:00</lastmod>")),
        FETCHED,
    )
    (found,) = read_listing(page, publishers()["tribun_regional"]).urls
    assert found.dated == datetime.fromisoformat("2026-11-18T12:00:00+08:00")


@pytest.mark.parametrize(
    ("body", "is_truncated"),
    [
        (urlset(), False),
        (urlset()[:-3], True),
        (rss(LINK), False),
        (rss(LINK)[:-3], True),
        (gzip.compress(urlset(*[entry()] * 9).encode())[:-9], True),
    ],
)
def test_a_listing_without_its_end_says_so(body: str | bytes, is_truncated: bool) -> None:
    assert read(body).is_truncated == is_truncated
