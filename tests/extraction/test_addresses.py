"""The address of an article: the one a page claims, its own, and that of the tool that saved it."""

import pytest

from newscrawler.extraction import SavedPage, extract
from newscrawler.extraction.page.urls import canonicalize

OWN = "https://www.contoh.co.id/desa/2026/11/18/perahu-sekolah-mulai-berlayar"
BODY = "<h1>Perahu Sekolah Mulai Berlayar di Danau</h1>" + "<p>Perahu itu berangkat pagi.</p>" * 9


def canonical(link: str, url: str = OWN) -> str | None:
    return extract(SavedPage(url, f"<head>{link}</head><body>{BODY}", None)).canonical_url


@pytest.mark.parametrize(
    "claim",
    [
        "https://www.contoh.co.id/desa",
        "https://www.contoh.co.id/desa/2026/11",
        "https://www.contoh.co.id/berita",
        "https://www.contoh.co.id/index.html",
        "https://www.contoh.co.id/desa/{{slug}}",
        "https://www.contoh.co.id/%7B%7B%20url%20%7D%7D",
        "https://www.contoh.co.id/undefined",
        "https://www.contoh.co.id/read/1000/halaman-utama-berita",
        "https://www.contoh.co.id/read/20261118/warga-gelar-sedekah-bumi",
    ],
)
def test_an_address_that_many_pages_claim_is_not_the_articles(claim: str) -> None:
    assert canonical(f"<link rel=canonical href='{claim}'>") == OWN


@pytest.mark.parametrize(
    "claim",
    [
        "https://www.contoh.co.id/read/7712345/perahu-sekolah-mulai-berlayar",
        "https://www.contoh.co.id/?p=7712345",
        "https://www.contoh.co.id/berita-7712345.html",
    ],
)
def test_another_address_of_one_article_is_its_canonical_one(claim: str) -> None:
    assert canonical(f"<link rel='canonical' href='{claim}'>") == claim


@pytest.mark.parametrize(
    "claim",
    [
        "https://www.contoh.co.id/",
        "https://www.contoh.co.id",
        "http://localhost:3000/desa/perahu-sekolah",
        "http://perahu-sekolah-mulai-berlayar",
        "https://www.contoh.co.id%2Fdesa%2Fperahu-sekolah",
    ],
)
def test_the_front_page_is_the_address_of_no_article_without_one(claim: str) -> None:
    head = f"<link rel=canonical href='{claim}'>"
    found = extract(SavedPage(None, f"<head>{head}</head><body>{BODY}", None))
    assert found.url is None
    assert found.kind != "index"
    assert "no_url" in found.flags
    named = f"<head>{head}<meta property=og:url content='{OWN}'></head><body>{BODY}"
    assert extract(SavedPage(None, named, None)).url == OWN


def test_a_saved_front_page_without_an_address_is_an_index() -> None:
    teasers = "".join(
        f"<div><h2><a href=/desa/{n}>Perahu ke-{n} milik sekolah berlayar pagi ini</a></h2>"
        "<p>Perahu itu berangkat.</p></div>"
        for n in range(12)
    )
    head = "<title>Contoh</title><link rel=canonical href='https://www.contoh.co.id/'>"
    found = extract(SavedPage(None, f"<head>{head}</head><body>{teasers}", None))
    assert found.kind == "index"


@pytest.mark.parametrize("rel", ["CANONICAL", "shortlink canonical", "Canonical  alternate"])
def test_the_relation_may_be_one_of_several_in_any_case(rel: str) -> None:
    assert canonical(f"<link rel='{rel}' href='{OWN}'>", f"{OWN}?asal=beranda") == OWN


def test_a_claim_without_the_number_of_the_article_is_refused() -> None:
    own = "https://contoh.co.id/baca.php?id=81"
    assert canonical("<link rel=canonical href='https://contoh.co.id/baca.php'>", own) == own


@pytest.mark.parametrize(
    "query",
    [
        "utm_source=a&utm_medium=b",
        "fbclid=1&gclid=2&igsh=3&mibextid=4&wbraid=5&msclkid=6&ttclid=7",
        "_gl=1*x&_ga=2&mc_cid=3&mc_eid=4&s=08&ref=beranda&ref_src=twsrc",
        "_branch_match_id=4&_branch_referrer=H4s",
        "outputType=amp&amp_js_v=0.1&usqp=mq331",
        "UTM_Source=x&FBCLID=y",
    ],
)
def test_parameters_that_track_readers_are_no_part_of_an_address(query: str) -> None:
    assert canonicalize(f"{OWN}?{query}") == OWN


@pytest.mark.parametrize("query", ["id=771", "p=12", "s=banjir", "berita=9&kanal=2", "q=kopi"])
def test_other_parameters_stay(query: str) -> None:
    assert canonicalize(f"{OWN}?{query}") == f"{OWN}?{query}"


@pytest.mark.parametrize(
    "source, address",
    [
        ("/home/rina.wati/berita/halaman.html", None),
        ("/data/arsip.zip/halaman.html", None),
        ("rina.wati/www.contoh.co.id/desa/a.html", "https://www.contoh.co.id/desa/a.html"),
        ("contoh.co.id:8080/desa/index.html", "https://contoh.co.id:8080/desa/"),
        ("www.contoh.co.id/baca.php?id=771.html", "https://www.contoh.co.id/baca.php?id=771"),
        ("www.contoh.co.id\\desa\\a.html", "https://www.contoh.co.id/desa/a.html"),
        ("www.contoh.co.id/desa/2026-11-20T10:00.html", None),
    ],
)
def test_a_folder_is_a_host_if_its_name_is_a_registered_domain(
    source: str, address: str | None
) -> None:
    assert extract(SavedPage(None, f"<body>{BODY}", None, source=source)).url == address


@pytest.mark.parametrize(
    "page",
    [
        f'<html data-scrapbook-create="20261120" data-scrapbook-source="{OWN}?a=1&amp;b=2"><head>',
        f'<html><head><title>Perahu</title><meta name="savepage-url" content="{OWN}?a=1&amp;b=2">',
    ],
    ids=["webscrapbook", "savepage"],
)
def test_the_address_in_an_attribute_is_read(page: str) -> None:
    assert extract(SavedPage(None, f"{page}</head><body>{BODY}", None)).url == f"{OWN}?a=1&b=2"


@pytest.mark.parametrize(
    "before, inside",
    [
        (f"<!-- saved from url=(0071){OWN} -->", ""),
        (f"<!-- Saved from {OWN} at 2026-11-20T02:00:00Z using monolith v2.10 -->", ""),
        (
            "",
            f"<!-- Mirrored from {OWN.removeprefix('https://')} by HTTrack Website Copier/3.x -->",
        ),
        (
            "",
            f"<!--\n Page saved with SingleFile \n url: {OWN} \n saved date: Fri Nov 20 2026\n-->",
        ),
    ],
    ids=["browser", "monolith", "httrack", "singlefile"],
)
def test_the_address_that_a_saving_tool_wrote_is_read(before: str, inside: str) -> None:
    html = f"<!DOCTYPE html>\n{before}\n<html>{inside}<head></head><body>{BODY}</body></html>"
    article = extract(SavedPage(None, html, None))
    assert article.url == OWN
    assert "url_from_page" in article.flags
