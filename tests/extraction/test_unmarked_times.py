"""Days that no markup names: above the headline, in cards, at the foot; and of other things."""

from datetime import UTC, datetime

import pytest

from newscrawler.extraction import SavedPage, extract
from newscrawler.items import Article

FETCHED = datetime(2026, 3, 20, 2, tzinfo=UTC)
HEADLINE = "Perahu Pustaka Singgah di Lima Dermaga Danau Sebelah Utara"
TEXT = "".join(
    f"<p>{text}</p>"
    for text in (
        "Perahu pustaka itu membawa enam ratus buku dan singgah dua jam di setiap dermaga.",
        "Anak-anak menunggu sejak pagi karena kunjungan sebelumnya batal oleh angin kencang.",
        "Pengelolanya menambah rak setelah sekolah di tepi danau menyumbang buku bacaan.",
        "Jadwal bulan depan akan ditempel di balai desa dan di pintu setiap sekolah dasar.",
        "Juru mudi perahu berlatih tiga pekan sebelum ia boleh berlayar dengan penumpang.",
    )
)
DAY = "2025-12-17"
TITLE = "Jembatan Bambu di Hulu Sungai Ditutup untuk Perbaikan"


def read(  # noqa: PLR0913 (the places where a day may stand)
    *,
    above: str = "",
    top: str = "",
    header: str = "",
    after: str = "",
    outer: str = "",
    head: str = "",
) -> Article:
    html = (
        f"<!doctype html><html lang=id><head><title>{HEADLINE}</title>{head}</head><body>{above}"
        f"<main><article>{top}<h1>{HEADLINE}</h1>{header}<div class=isi>{TEXT}</div>{after}"
        f"</article></main>{outer}</body></html>"
    )
    return extract(SavedPage("https://contoh.example/danau/perahu", html, FETCHED))


def day_of(**parts: str) -> str | None:
    published = read(**parts).published
    return published.value[:10] if published and published.value else None


def linked(published: str, modified: str = "") -> str:
    change = f',"dateModified":"{modified}"' if modified else ""
    return (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":'
        f'"{HEADLINE}","datePublished":"{published}"{change}}}</script>'
    )


# Lines whose elements meet without a space


@pytest.mark.parametrize(
    "header",
    [
        "<div><span>17 Desember 2025</span><span>Sari Dewi</span></div>",
        "<div><span>Sari Dewi</span><span>17 Desember 2025 14:30 WIB</span></div>",
        "<div><a href=/danau>Danau</a><b>DECEMBER 17, 2025</b><b>Updated: MAY 2, 2026</b></div>",
        "<div>17<sup>th</sup> December 2025</div>",
        "<div><b>1</b>7 Desember 2025</div>",
    ],
)
def test_a_day_is_read_from_elements_that_meet_without_a_space(header: str) -> None:
    assert day_of(header=header) == DAY


def test_a_word_in_two_elements_is_read_as_one() -> None:
    stamp = linked("2025-12-17T01:00:00Z")
    published = read(header="<div>17 <b>D</b>ESEMBER 2025, 08:00</div>", head=stamp).published
    assert published
    assert (published.raw, published.value) == (
        "17 DESEMBER 2025, 08:00",
        "2025-12-17T08:00:00+07:00",
    )


def test_the_change_beside_the_day_is_kept_apart() -> None:
    spans = "<div><span>December 17, 2025</span><span>Updated: January 2, 2026</span></div>"
    modified = read(header=spans).modified
    assert modified
    assert modified.value == "2026-01-02"


# Above the headline


@pytest.mark.parametrize(
    "above",
    [
        "<div class=kepala><div>Sari Dewi</div><div>Rabu, 17 Desember 2025 11:59 WIB</div></div>",
        "<div class=info><i class=ikon></i>&nbsp;17 Dec 2025, 11:59<br></div><p><a href=#>A</a>",
        "<div class=top-padding><a href=/s><b>Sari Dewi</b><i>17 Desember 2025</i></a></div>",
        "<div>17 Desember 2025</div><a href=/danau>Danau</a>",
    ],
)
def test_a_day_alone_above_the_headline_is_the_articles(above: str) -> None:
    assert day_of(above=above) == DAY


@pytest.mark.parametrize(
    "above",
    [
        "<div class=topbar><span>17 Desember 2025</span></div>",
        "<header><div>17 Desember 2025</div><a href=/>Kabar Danau</a></header>",
        "<div><span>17 Desember 2025</span><a href=/a>Desa</a> <a href=/b>Kota</a></div>",
        "<div><span>Rabu, 17 Desember 2025</span></div>",
        "<div><span>20 Maret 2026</span></div>",
        f"<div><a href=/x>{TITLE}</a><span>17 Desember 2025</span></div>",
        f"<div><span>17 Desember 2025</span><a href=/x>{TITLE}</a></div>",
        f"<div><h4>{TITLE}</h4><span>17 Desember 2025</span></div>",
        "<div><span>Diperbarui</span> <span>17 Desember 2025 08:00</span></div>",
        "<div><span>Sejak 17 Agustus 1945</span></div>",
    ],
    ids=[
        "bar", "header", "menu", "weekday", "day of the fetch", "teaser", "teaser after its day",
        "heading", "change", "no day alone",
    ],
)  # fmt: skip
def test_a_day_above_the_headline_may_be_of_something_else(above: str) -> None:
    assert day_of(above=above) is None


# After the text


@pytest.mark.parametrize(
    "after",
    [
        "<div><p>Written by <a href=/sari>Sari Dewi</a></p><p>December 17, 2025</p></div>",
        "<div><p>Ditulis oleh Sari Dewi</p><p>17 Desember 2025</p></div>",
        "<p class=post-footer><abbr class=published title='2025-12-17T15:18:00Z'>15.18</abbr></p>",
    ],
)
def test_a_card_after_the_text_gives_the_day(after: str) -> None:
    assert day_of(after=after) == DAY


@pytest.mark.parametrize(
    "other",
    [
        "<div><b>Budi</b><p>18 Desember 2025</p><p>Semoga segera singgah di sini.</p></div>",
        f"<div><a href=/x>{TITLE}</a><div><p>Oleh Budi</p><p>12 Desember 2025</p></div></div>",
        "<div><h4>Pelayaran perdana</h4><p>Sabtu, 10 Januari 2026</p></div>",
        f"<ul><li><a href=/x>{TITLE}</a> <abbr class=published title='2025-12-12'>x</abbr></ul>",
    ],
    ids=["comment", "teaser", "event", "list of posts"],
)
def test_a_day_after_the_text_may_be_of_something_else(other: str) -> None:
    assert day_of(outer=other) is None


# The last change


@pytest.mark.parametrize(
    "parts",
    [
        {"outer": "<div><p>Last updated: December 17, 2025</p></div>"},
        {"outer": "<div><p>Terakhir diperbarui: 17 Desember 2025</p></div>"},
        {"after": "<p>Page last modified <time datetime=2025-12-17>Dec. 17, 2025</time></p>"},
        {"top": "<div>Last updated:</div><div>Dec 17, 2025</div>"},
    ],
)
def test_the_last_change_is_read_for_want_of_a_publication(parts: dict[str, str]) -> None:
    found = read(**parts)
    assert found.published == found.modified
    assert day_of(**parts) == DAY
    assert found.provenance["published"] == "modified"


@pytest.mark.parametrize(
    "outer",
    [
        "<footer><p>Last updated: December 17, 2025</p></footer>",
        "<aside><p>Diperbarui 17 Desember 2025</p></aside>",
        "<div class=comments><p>Diperbarui 17 Desember 2025</p></div>",
        "<p>Privacy policy. Last updated: December 17, 2025</p>",
        "<p>Harga terakhir diperbarui: 17 Desember 2025</p>",
    ],
)
def test_a_change_of_something_else_is_not_the_articles(outer: str) -> None:
    found = read(outer=outer)
    assert (found.published, found.modified) == (None, None)


# A printed day against a timestamp

BUILT = "2026-02-24T10:00:00+07:00"


@pytest.mark.parametrize("change", [BUILT, "2026-02-20T10:00:00+07:00", ""])
@pytest.mark.parametrize("header", ["17 Desember 2025", "Published December 17, 2025"])
def test_a_stamp_that_may_be_of_a_change_gives_way_to_the_printed_day(
    header: str, change: str
) -> None:
    found = read(header=f"<div>{header}</div>", head=linked(BUILT, change))
    assert found.published
    assert found.published.value == DAY
    assert found.raw["published"] == BUILT
    assert found.provenance["published"] == "structure"


@pytest.mark.parametrize(
    ("above", "header", "change"),
    [
        ("", "<div>17 Desember 2025</div>", "2026-02-25T10:00:00+07:00"),
        ("", "<div>23 Februari 2026</div>", BUILT),
        ("", "<div>12/3/2025</div>", BUILT),
        ("", "<div>Digelar 17 Desember 2025</div>", BUILT),
        ("", "<div>Diperbarui 17 Desember 2025</div>", BUILT),
        ("", "<div>Desember 2025</div>", BUILT),
        ("", "<figure><img src=a.jpg><figcaption>17 Desember 2025</figcaption></figure>", BUILT),
        ("<div><span>17 Desember 2025</span></div>", "", BUILT),
        ("", "", BUILT),
    ],
    ids=[
        "before the change", "another zone", "month or day", "event", "change", "month", "caption",
        "above", "nothing",
    ],
)  # fmt: skip
def test_a_stamp_holds_against_other_days(above: str, header: str, change: str) -> None:
    found = read(above=above, header=header, head=linked(BUILT, change)).published
    assert found
    assert found.value == BUILT
