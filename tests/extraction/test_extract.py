"""Extraction through its one door: a saved page in, an article out."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.extraction import SavedPage, extract
from newscrawler.extraction.page.cleaning import clean_text, cleaned_offset, restore_text
from newscrawler.extraction.page.urls import canonicalize
from newscrawler.items import Article
from newscrawler.process import process
from newscrawler.publishers import GENERIC

URL = "https://www.contoh.co.id/berita/jembatan-baru-dibuka"
FETCHED = datetime(2026, 11, 20, 2, tzinfo=UTC)
HEADLINE = "Jembatan Baru di Sungai Serayu Akhirnya Dibuka untuk Umum"
PARAGRAPHS = (
    "BANYUMAS, KABARSERAYU.COM - Jembatan gantung sepanjang 90 meter di Desa Kalirejo dibuka.",
    "Warga tak perlu lagi memutar sejauh dua belas kilometer untuk mencapai pasar kecamatan.",
    '"Anak saya sekarang bisa berangkat sekolah sendiri," kata Suminah, pedagang sayur.',
    "Pembangunan jembatan itu menghabiskan waktu sebelas bulan dan melibatkan 240 pekerja.",
    "Pemerintah kabupaten berencana membangun dua jembatan serupa pada tahun berikutnya.",
)


def page(body: str, head: str = "", url: str | None = URL) -> SavedPage:
    html = f"<!doctype html><html lang=id><head>{head}</head><body>{body}</body></html>"
    return SavedPage(url, html.encode(), FETCHED)


def paragraphs(separator: str = "") -> str:
    return separator.join(f"<p>{text}</p>" for text in PARAGRAPHS)


def article(body: str, head: str = "") -> Article:
    return extract(page(f"<main><h1>{HEADLINE}</h1>{body}</main>", head))


def texts(found: Article) -> list[str]:
    return [block.text for block in found.body]


# Layouts: the same text, whatever carries it.


@pytest.mark.parametrize(
    "body",
    [
        paragraphs(),
        "<div class='css-9x1'>" + "<br><br>".join(PARAGRAPHS) + "</div>",
        "".join(f"<div><div><span>{text}</span></div></div>" for text in PARAGRAPHS),
        paragraphs("<div class=ads>ADVERTISEMENT</div>"),
        "<table><tr><td><font>" + "<BR>".join(PARAGRAPHS) + "</font></td></tr></table>",
        paragraphs() + "<h4>KOMENTAR</h4><p>" + "Semoga jembatannya awet terawat. " * 4 + "</p>",
        "<ul>" + "".join(f"<li><a href=/m/{n}>Menu {n}</a></li>" for n in range(40)) + "</ul>"
        + paragraphs(),
    ],
    ids=["p", "br", "div-span", "ads", "table", "comments", "menu"],
)  # fmt: skip
def test_the_same_text_comes_out_of_every_layout(body: str) -> None:
    assert texts(article(body)) == list(PARAGRAPHS)


def test_dateline_is_read_and_stays_in_the_body() -> None:
    found = article(paragraphs())
    assert found.dateline
    assert (found.dateline.outlet, found.dateline.place) == ("KABARSERAYU.COM", "BANYUMAS")
    assert found.body[0].text.startswith("BANYUMAS, KABARSERAYU.COM - ")


def test_a_lone_bold_line_is_a_heading_and_a_bold_sentence_is_not() -> None:
    body = (
        paragraphs() + "<p><b>Dua Jembatan Lagi</b></p><p><b>Ini kalimat tebal biasa saja.</b></p>"
    )
    found = article(body + paragraphs())
    kinds = {block.text: block.kind for block in found.body}
    assert kinds["Dua Jembatan Lagi"] == "heading"
    assert kinds["Ini kalimat tebal biasa saja."] == "paragraph"


def test_words_around_a_comment_stay_together_and_br_parts_them() -> None:
    found = article(paragraphs() + "<p>Jembatan itu<!-- x --> kokoh benar.<br>Catnya kuning.</p>")
    assert texts(found)[-2:] == ["Jembatan itu kokoh benar.", "Catnya kuning."]


# Notices: cut off from the text, each into its own field.


def test_notices_go_into_their_own_fields() -> None:
    found = article(
        paragraphs(
            "<p><strong>Baca juga: <a href=/lain>Pasar Kalirejo Kini Buka Malam</a></strong></p>"
        )
        + "<p>(*)</p><p>Artikel ini telah tayang di KabarSerayu.com dengan judul "
        "<a href='https://kabarserayu.com/a/9'>Serayu Punya Jembatan</a></p>"
        "<p>#jembatan #serayu</p><p>Video Production: Wahyu Hidayat</p>"
        "<p>Sumber: KabarSerayu.com</p><p>Ikuti Google News kami untuk berita terkini.</p>"
    )
    assert texts(found) == list(PARAGRAPHS)
    assert {link.title for link in found.inline_related} == {"Pasar Kalirejo Kini Buka Malam"}
    assert found.republished_from
    assert found.republished_from.outlet == "KabarSerayu.com"
    assert found.republished_from.title == "Serayu Punya Jembatan"
    assert found.republished_from.url == "https://kabarserayu.com/a/9"
    assert found.hashtags == ["#jembatan", "#serayu"]
    assert [(credit.role, credit.name) for credit in found.credits] == [
        ("Video Production", "Wahyu Hidayat")
    ]
    assert found.source_line == "KabarSerayu.com"
    assert found.notices == ["Ikuti Google News kami untuk berita terkini."]


@pytest.mark.parametrize(
    "byline",
    [
        "<p>Penulis: Ratih Anggraini | Editor: Bima Prakoso</p>",
        "<div>Reporter: <a href=/r/1>Ratih Anggraini</a> <span>Editor: Bima Prakoso</span></div>",
        "<p>Oleh Ratih Anggraini</p><p>Editor: Bima Prakoso</p>",
    ],
)
def test_printed_byline_wins_over_linked_data(byline: str) -> None:
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": '
        '{"@type": "Person", "name": "Admin Portal"}}</script>'
    )
    found = article(byline + paragraphs(), head)
    assert (found.authors, found.editors) == (["Ratih Anggraini"], ["Bima Prakoso"])
    assert found.provenance["authors"] == "structure"


# Related links, by shape.

CARDS = "".join(
    f"<div class=x{n}><a href=/berita/terkait-{n}><span>Daerah</span>"
    f"<h3>Judul Berita Terkait Nomor {n}</h3><span>{n} jam lalu</span></a></div>"
    for n in range(1, 4)
)
POPULAR = "".join(
    f"<li><a href=/berita/populer-{n}>Judul Berita Populer Nomor {n}</a> <i>{n} jam lalu</i></li>"
    for n in range(1, 6)
)


@pytest.mark.parametrize(
    "around",
    [
        "<h4>Berita Terkait</h4><div>{cards}</div><div><h4>Terpopuler</h4><ol>{popular}</ol></div>",
        "<section>{cards}</section><aside><ol>{popular}</ol></aside>",
        "<div><b>TERPOPULER</b><ol>{popular}</ol></div><div>{cards}</div>",
    ],
    ids=["labelled", "bare", "popular-first"],
)
def test_related_links_are_told_from_popular_ones(around: str) -> None:
    found = article(paragraphs() + around.format(cards=CARDS, popular=POPULAR))
    assert [len(block.links) for block in found.related] == [3]
    first = found.related[0].links[0]
    assert first.title == "Judul Berita Terkait Nomor 1"
    assert first.url == "https://www.contoh.co.id/berita/terkait-1"
    assert first.section == "Daerah"
    assert first.date
    assert first.date.raw == "1 jam lalu"


def test_a_time_attribute_is_read_before_the_text() -> None:
    cards = CARDS.replace("<span>1 jam", "<span title='2026-11-19 22:15:00'>1 jam")
    found = article(paragraphs() + f"<h4>Berita Terkait</h4><div>{cards}</div>")
    assert found.related[0].links[0].date
    assert found.related[0].links[0].date.raw == "2026-11-19 22:15:00"


# Linked data, meta tags, order of trust.

NODE = '{"@type": "NewsArticle", "headline": "Kabar Uji", "datePublished": "2026-11-18T08:00+07:00"'
LISTED = NODE.replace('"NewsArticle"', '["Thing", "NewsArticle"]')
BROKEN = NODE.replace("Kabar ", "Kabar\n")


@pytest.mark.parametrize(
    "script",
    [
        NODE + "}",
        '[{"@type": "WebSite"}, ' + LISTED + "}]",
        '{"@graph": [{"@type": "Person", "name": "Q"}, ' + NODE + "}]}",
        "<!-- " + BROKEN + ",} -->",
    ],
    ids=["object", "list", "graph", "broken"],
)
def test_linked_data_is_read_in_every_shape(script: str) -> None:
    found = extract(page(paragraphs(), f'<script type="application/ld+json">{script}</script>'))
    assert found.headline == "Kabar Uji"
    assert found.published
    assert found.published.raw == "2026-11-18T08:00+07:00"
    assert found.provenance["headline"] == found.provenance["published"] == "jsonld"


@pytest.mark.parametrize(
    "script", ["{", "[" * 100_000, "null", '"x"', "{}", '{"@type": 7, "author": [[[]]]}', "NaN"]
)
def test_hostile_linked_data_never_raises(script: str) -> None:
    found = extract(page(paragraphs(), f'<script type="application/ld+json">{script}</script>'))
    assert texts(found)[1:] == list(PARAGRAPHS[1:])


def test_author_by_reference_is_resolved_and_companies_are_no_authors() -> None:
    graph = (
        '{"@graph": [{"@type": "Person", "@id": "#p", "name": "Laras Widuri"}, {"@type":'
        ' "NewsArticle", "headline": "H", "author": [{"@id": "#p"}, {"@type": "Organization",'
        ' "name": "PT Kabar"}]}]}'
    )
    found = article(paragraphs(), f'<script type="application/ld+json">{graph}</script>')
    assert found.authors == ["Laras Widuri"]


def linked(**more: str) -> str:
    node = {"@type": "NewsArticle", "datePublished": "2026-11-19T08:00:00+07:00"} | more
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


OWN_TIME = "2026-11-18T07:00:00+07:00"
PUBLISHED = f'<meta property="article:published_time" content="{OWN_TIME}">'
OTHER = {"headline": "Warga Darma Gelar Sedekah Bumi", "author": "Budi Santoso"}


@pytest.mark.parametrize("nodes", [1, 2])
def test_linked_data_of_another_article_are_not_this_ones(nodes: int) -> None:
    head = PUBLISHED + linked(**OTHER, keywords="sedekah", url="/daerah/sedekah-bumi") * nodes
    found = article(paragraphs(), head)
    assert found.published
    assert found.published.value == OWN_TIME
    assert (found.authors, found.tags) == ([], [])


@pytest.mark.parametrize(
    "more",
    [
        {"url": "/berita/jembatan-baru-dibuka/"},
        {"url": "/berita/lain", "headline": HEADLINE},
        {"url": "https://www.contoh.co.id/"},
        {},
    ],
    ids=["its address", "its headline", "the front page", "no address"],
)
def test_linked_data_that_differ_in_one_thing_are_the_pages(more: dict[str, str]) -> None:
    assert article(paragraphs(), linked(**OTHER | more)).authors == ["Budi Santoso"]


def test_site_name_is_taken_off_the_title() -> None:
    head = f"<title>{HEADLINE} - Contoh.co.id</title>"
    assert extract(page(paragraphs(), head)).headline == HEADLINE


def test_shown_headline_wins_over_a_shortened_claim() -> None:
    head = f'<meta property="og:title" content="{HEADLINE.replace(" untuk Umum", "")} | Contoh">'
    assert article(paragraphs(), head).headline == HEADLINE


# The page's own address.


@pytest.mark.parametrize(
    "canonical, expected",
    [
        ("https://www.contoh.co.id/berita/jembatan-baru-dibuka?utm_source=x", URL),
        (
            "https://m.contoh.co.id/amp/berita/jembatan-lain-lagi",
            "https://m.contoh.co.id/berita/jembatan-lain-lagi",
        ),
        ("https://www.contoh.co.id/", URL),
        ("https://situs-lain.id/berita/x", URL),
        ("http://[kacau", URL),
    ],
)
def test_canonical_link_counts_only_when_it_can_be_right(canonical: str, expected: str) -> None:
    found = article(paragraphs(), f'<link rel=canonical href="{canonical}">')
    assert found.canonical_url == expected


def test_missing_url_is_taken_from_the_page_with_a_flag() -> None:
    saved = page(paragraphs(), '<meta property="og:url" content="https://a.id/b/c">', url=None)
    found = extract(saved)
    assert found.url == "https://a.id/b/c"
    assert "url_from_page" in found.flags
    assert "no_url" in extract(page(paragraphs(), url=None)).flags


@pytest.mark.parametrize(
    "url, expected",
    [
        ("https://A.id:443/x/?utm_medium=1&b=2&a=1#k", "https://a.id/x?a=1&b=2"),
        ("http://a.id:80/x?page=all", "http://a.id/x"),
        ("https://a.id:8443/", "https://a.id:8443/"),
        ("https://a.id/x?fbclid=q&id=9", "https://a.id/x?id=9"),
        ("https://a.id/x?single=1&id=9", "https://a.id/x?id=9"),
        ("https://a.id/baca.php?page=berita&id=9", "https://a.id/baca.php?id=9&page=berita"),
        ("https://a.id/amp/x", "https://a.id/x"),
        ("https://a.id/x/amp/", "https://a.id/x"),
        ("https://a.id/x?amp=1", "https://a.id/x"),
        ("https://a.id/lampu/amp-meter", "https://a.id/lampu/amp-meter"),
    ],
)
def test_canonicalize(url: str, expected: str) -> None:
    assert canonicalize(url) == expected
    assert canonicalize(expected) == expected


# Bad input: a flag where something could be read, never an exception.


@pytest.mark.parametrize(
    "body, flag",
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (bytes(range(256)) * 20, "not_html:binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "not_html:binary"),
        (b'{"headline": "Bukan halaman"}', "not_html:json"),
        (b"Hanya teks biasa tanpa tanda apa pun.", "not_html:text"),
    ],
)
def test_what_is_no_page_is_said(body: bytes, flag: str) -> None:
    found = extract(SavedPage(URL, body, FETCHED))
    assert flag in found.flags
    assert found.headline is None
    assert found.body == []


def test_truncated_page_is_flagged_and_read_as_far_as_it_goes() -> None:
    whole = page(f"<h1>{HEADLINE}</h1>{paragraphs()}").body
    assert isinstance(whole, bytes)
    found = extract(SavedPage(URL, whole[: whole.index(b"Pembangunan") + 20], FETCHED))
    assert "partial" in found.flags
    assert texts(found)[:3] == list(PARAGRAPHS[:3])


QUOTED = "“Kami siap,” kata Élise – begitu saja."


@pytest.mark.parametrize(
    "encoding, header, meta, flagged",
    [
        ("utf-8", "text/html; charset=utf-8", "utf-8", False),
        ("utf-8", "text/html; charset=iso-8859-1", "utf-8", True),
        ("utf-8", None, "iso-8859-1", True),
        ("utf-8-sig", None, "", False),
        ("cp1252", "text/html; charset=iso-8859-1", "", False),
        ("cp1252", "text/html; charset=utf-8", "", True),
        ("cp1252", None, "", False),
        ("utf-16", None, "", False),
    ],
)
def test_text_is_right_whatever_charset_is_declared(
    encoding: str, header: str | None, meta: str, flagged: bool
) -> None:
    html = f"<html><head><meta charset='{meta}'></head><body><h1>{HEADLINE}</h1>"
    html += (
        f"{paragraphs()}<p>{QUOTED} {'Kalimat penutup yang cukup panjang. ' * 3}</p></body></html>"
    )
    headers = {"content-type": header} if header else None
    found = extract(SavedPage(URL, html.encode(encoding), FETCHED, headers))
    assert '"Kami siap," kata Élise – begitu saja.' in found.text
    assert ("charset_conflict" in found.flags) is flagged


def test_deep_nesting_is_flagged_not_silent() -> None:
    deep = "<div>" * 5_000 + "</div>" * 5_000
    assert "depth_limit" in article(paragraphs() + deep).flags
    assert "depth_limit" not in article(paragraphs()).flags


def test_naive_fetch_time_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        SavedPage(URL, b"", datetime(2026, 1, 1))  # noqa: DTZ001 (naive on purpose)


def test_unknown_host_goes_the_generic_way() -> None:
    saved = page(f"<h1>{HEADLINE}</h1>{paragraphs()}")
    assert extract(saved).publisher is None
    assert extract(saved) == extract(saved, GENERIC)


def test_fallback_finds_text_where_structure_has_none() -> None:
    short = "".join(f"<p>Kalimat nomor {n} di halaman.</p>" for n in range(1, 30))
    found = article(f"<article>{short}</article>")
    assert found.provenance["body"] == "fallback"
    assert "doubtful:body" in found.flags
    assert "Kalimat nomor 7 di halaman." in found.text


def test_a_menu_beside_an_empty_text_is_no_article() -> None:
    links = "".join(f"<li><a href=/kanal-{n}>Kanal berita nomor {n}</a></li>" for n in range(12))
    menu = f"<nav><ul>{links}</ul></nav>"
    found = process(page(f"{menu}<h1>{HEADLINE}</h1><div id=app></div>"))
    assert (found.state, found.reason) == ("quarantined", "missing:body")


def test_a_page_of_many_link_blocks_without_text_is_an_index() -> None:
    blocks = "".join(
        f"<section><h2>Bagian {b}</h2>"
        + "".join(
            f"<p><a href=/b/{b}{n}>Judul Panjang Berita ke {b}{n} Hari</a></p>" for n in range(5)
        )
        + "</section>"
        for b in range(6)
    )
    assert extract(page(blocks)).kind == "index"


# Properties.


@given(st.text(max_size=400) | st.binary(max_size=400))
def test_no_input_raises(body: str | bytes) -> None:
    extract(SavedPage(URL, body, FETCHED))


@given(
    st.lists(st.sampled_from([*"<>/=\"'& ", "div", "p", "h1", "a href=", "br", "b", *PARAGRAPHS]))
)
def test_no_tag_soup_raises(pieces: list[str]) -> None:
    extract(page("".join(pieces)))


@given(st.text(alphabet=st.characters() | st.sampled_from("“”‘’\u200b\u00ad\ufeff(*)x ")))
def test_cleaning_can_be_undone(raw: str) -> None:
    clean, cleanings = clean_text(raw)
    assert restore_text(clean, cleanings) == raw
    assert cleaned_offset(len(raw), cleanings) == len(clean)
    assert all(0 <= c.start <= c.end <= len(clean) for c in cleanings)
