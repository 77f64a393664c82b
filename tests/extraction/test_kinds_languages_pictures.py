"""What a page is, the language of its text, and what it shows beside it."""

from datetime import UTC, datetime

import pytest

from newscrawler.extraction import SavedPage, extract
from newscrawler.items import Article

FETCHED = datetime(2026, 11, 20, 2, tzinfo=UTC)
HOST = "https://www.contoh.co.id"
HEADLINE = "Kincir Air Desa Suka Makmur Menerangi Sembilan Puluh Rumah"
SENTENCES = (
    "Kincir air buatan warga itu kini menerangi sembilan puluh rumah di dua dusun yang berdekatan.",
    "Listrik dari kincir dipakai untuk penerangan dan untuk mesin penggiling padi milik koperasi.",
    "Warga membayar iuran bulanan yang besarnya ditentukan dalam rapat desa pada awal tahun ini.",
    "Pemerintah kabupaten akan membantu perawatan turbin dan saluran air mulai tahun depan.",
)
ENGLISH = (
    "The water wheel built by the villagers now lights ninety houses in two neighbouring hamlets.",
    "Its power is used for lighting and for the rice mill that is owned by the cooperative.",
    "Residents pay a monthly fee that was set at the village meeting at the start of the year.",
)


def paragraphs(sentences: tuple[str, ...] = SENTENCES, amid: str = "") -> str:
    shown = [f"<p>{sentence}</p>" for sentence in sentences]
    return "".join([*shown[:2], amid, *shown[2:]])


def article(
    body: str = "", head: str = "", url: str = f"{HOST}/berita/kincir-air-desa", lang: str = "id"
) -> Article:
    language = f" lang={lang}" if lang else ""
    html = f"<!doctype html><html{language}><head>{head}</head><body>{body}</body></html>"
    return extract(SavedPage(url, html, FETCHED))


def main(text: str, above: str = "", headline: str = HEADLINE) -> str:
    return f"<main>{above}<h1>{headline}</h1><div class=isi>{text}</div></main>"


@pytest.mark.parametrize(
    "path, kind",
    [
        ("opini/kincir-air", "opinion"),
        ("nasional/kolom/2026/kincir-air", "opinion"),
        ("tajuk-rencana/read/81/kincir-air", "opinion"),
        ("advertorial/kincir-air", "advertorial"),
        ("sponsored-content/kincir-air", "advertorial"),
        ("live-update/kincir-air", "live"),
        ("ekonomi/opini-publik-tentang-kincir", "news"),
    ],
)
def test_a_folder_of_the_address_names_the_kind(path: str, kind: str) -> None:
    assert article(main(paragraphs()), url=f"{HOST}/{path}").kind == kind


@pytest.mark.parametrize(
    "host, kind",
    [
        ("kolom.contoh.co.id", "opinion"),
        ("opini.contoh.com", "opinion"),
        ("opini.co.id", "news"),
        ("opini.id", "news"),
    ],
)
def test_a_host_names_the_kind_unless_the_site_is_called_so(host: str, kind: str) -> None:
    assert article(main(paragraphs()), url=f"https://{host}/read/81/kincir-air").kind == kind


@pytest.mark.parametrize(
    "above, headline, kind",
    [
        ("<span class=rubrik>OPINI</span>", HEADLINE, "opinion"),
        ("<div>[Advertorial]</div>", HEADLINE, "advertorial"),
        ("<div><b>Pariwara</b></div>", HEADLINE, "advertorial"),
        ("", f"Live Report: {HEADLINE}", "live"),
        ("", f"{HEADLINE} (ADV)", "advertorial"),
        ("<span>Ekonomi</span>", HEADLINE, "news"),
    ],
)
def test_a_label_at_the_headline_names_the_kind(above: str, headline: str, kind: str) -> None:
    assert article(main(paragraphs(), above, headline)).kind == kind


def test_the_section_in_the_metadata_names_the_kind() -> None:
    assert article(main(paragraphs()), "<meta property=article:section content=Opini>").kind == (
        "opinion"
    )


@pytest.mark.parametrize(
    "sentences, lang, expected",
    [
        (SENTENCES, "en-US", "id"),
        (SENTENCES, "", "id"),
        (ENGLISH, "id", "en"),
        (ENGLISH, "", "en"),
        (SENTENCES, "ms", "ms"),
        (SENTENCES[:1], "en", "en"),
        (("Das Wasserrad der Dorfbewohner beleuchtet jetzt neunzig Häuser. " * 4,), "id", "de"),
    ],
)
def test_the_text_decides_where_the_page_names_another_language(
    sentences: tuple[str, ...], lang: str, expected: str
) -> None:
    assert article(main(paragraphs(sentences)), lang=lang).language == expected


PICTURE = f"{HOST}/foto/kincir.jpg"


@pytest.mark.parametrize(
    "picture",
    [
        f"<img src='/img/lazy-placeholder.png' data-lazy-src='{PICTURE}'>",
        f"<img src='data:image/gif;base64,R0lG' data-hi-res='{PICTURE}'>",
        f"<img srcset='{HOST}/foto/kincir-s.jpg 300w, {PICTURE} 1200w'>",
        f"<img class=lazy data-srcset='{HOST}/foto/kincir-s.jpg 1x, {PICTURE} 2x'>",
        f"<picture><source srcset='{PICTURE}'><img src='/img/blank.gif'></picture>",
        f"<img src='{PICTURE}' data-meta='{{\"src\": \"/x/lain.jpg\"}}'>",
    ],
)
def test_a_lazy_picture_is_the_one_that_is_loaded_later(picture: str) -> None:
    found = article(main(paragraphs(amid=f"<figure>{picture}</figure>")))
    assert [image.url for image in found.images] == [PICTURE]


@pytest.mark.parametrize(
    "player",
    [
        "<lite-youtube videoid=abc123def45></lite-youtube>",
        "<iframe data-lazy-src='https://www.youtube.com/watch?v=abc123def45'></iframe>",
    ],
)
def test_players_that_wait_for_a_click_are_found(player: str) -> None:
    found = article(main(paragraphs(amid=player)))
    assert found.videos == ["https://www.youtube.com/watch?v=abc123def45"]


@pytest.mark.parametrize(
    "quote",
    [
        "<q>Kincir ini milik kita semua</q>",
        "＂Kincir ini milik kita semua＂",
        "「Kincir ini milik kita semua」",
        "&amp;quot;Kincir ini milik kita semua&amp;quot;",
        "&amp;ldquo;Kincir ini milik kita semua&amp;rdquo;",
    ],
)
def test_quotation_marks_of_every_form_make_a_quote(quote: str) -> None:
    found = article(main(paragraphs(amid=f"<p>{quote}, kata Kepala Desa Maman Suherman.</p>")))
    assert [each.text.rstrip(",") for each in found.quotes if each.kind == "direct"] == [
        "Kincir ini milik kita semua"
    ]


def test_full_width_marks_are_folded_with_the_space_they_hold() -> None:
    line = (
        "Maman berkata：「Kami senang，kincir berputar！」 Ia （sejak 08：30）tiba，lalu pulang。"
    )
    found = article(main(paragraphs(amid=f"<p>{line}</p>")))
    folded = 'Maman berkata: "Kami senang, kincir berputar!" Ia (sejak 08:30) tiba, lalu pulang.'
    assert folded in found.text
    assert [each.text for each in found.quotes if each.speaker == "Maman"] == [
        "Kami senang, kincir berputar!"
    ]


def test_joiners_stay_in_emoji_and_go_between_latin_letters() -> None:
    found = article(
        main(paragraphs(amid="<p>Keluarga 👨\u200d👩\u200d👧 itu da\u200dtang pagi.</p>"))
    )
    assert "Keluarga 👨\u200d👩\u200d👧 itu datang pagi." in found.text


@pytest.mark.parametrize(
    "label",
    [
        "Artikel lainnya:",
        "Berita lain:",
        "Read also:",
        "Also read »",
        "Jangan lewatkan:",
        "Lainnya:",
    ],
)
def test_lines_that_name_other_articles_are_no_text(label: str) -> None:
    line = f"<p>{label} <a href='/berita/jalan-desa'>Jalan Desa Diaspal Pekan Depan</a></p>"
    found = article(main(paragraphs(amid=line)))
    assert [block.text for block in found.body] == list(SENTENCES)
    assert [link.title for link in found.inline_related] == ["Jalan Desa Diaspal Pekan Depan"]


@pytest.mark.parametrize(
    "heading",
    ["Tinggalkan Balasan", "12 Komentar", "Leave a Reply", "Komentar Facebook", "Post a Comment"],
)
def test_the_text_ends_where_comments_begin(heading: str) -> None:
    text = "".join(f"<p>Di dusun {name}, {SENTENCES[0].lower()}</p>" for name in "ABCDEFGH")
    comment = f"<h3>{heading}</h3><p>Semoga kincirnya awet.</p>"
    assert article(main(text + comment)).body[-1].text.startswith("Di dusun H")


def test_the_folders_of_a_mirror_give_the_address() -> None:
    source = "mirror/www.contoh.co.id/berita/kincir-air/index.html"
    found = extract(SavedPage(None, f"<html>{main(paragraphs())}", FETCHED, source=source))
    assert found.url == f"{HOST}/berita/kincir-air/"
    assert "url_from_path" in found.flags
    lone = extract(SavedPage(None, f"<html>{main(paragraphs())}", FETCHED, source="a/b/page.html"))
    assert lone.url is None
