"""Related links: those of the article, told from the lists that every page of a site shows."""

import pytest

from newscrawler.extraction import SavedPage, extract

URL = "https://www.contoh.co.id/desa/2026/sawah-terasering-dibuka-lagi"
TEXT = "".join(
    f"<p>{sentence}</p>"
    for sentence in (
        "Sawah terasering di lereng utara dibuka lagi setelah saluran airnya selesai diperbaiki.",
        "Petani dari tiga dusun bergotong royong memasang pipa selama dua pekan berturut-turut.",
        "Hasil panen pertama diperkirakan mencapai empat puluh ton gabah kering pada bulan Maret.",
    )
)
OWN = ["Saluran Air Lereng Utara Rampung", "Petani Tiga Dusun Bergotong Royong"]
OTHERS = [
    "Kapal Feri Baru Tiba di Pelabuhan", "Timnas Futsal Menang Tipis Lagi",
    "Harga Cabai Turun di Pasar Induk", "Konser Amal Digelar Akhir Pekan",
]  # fmt: skip


def listed(titles: list[str], label: str, tag: str = "ul", before: str = "") -> str:
    items = "".join(
        f"<li>{before.format(number)}<a href='/r/{title.casefold().replace(' ', '-')}'>{title}</a>"
        for number, title in enumerate(titles, 1)
    )
    return f"<section>{label and f'<h3>{label}</h3>'}<{tag}>{items}</{tag}></section>"


def titles(after: str) -> list[str]:
    body = f"<main><h1>Sawah Terasering di Lereng Dibuka Lagi</h1><div>{TEXT}</div>{after}</main>"
    article = extract(SavedPage(URL, f"<html><body>{body}</body></html>", None))
    return [link.title for block in article.related for link in block.links]


@pytest.mark.parametrize(
    "label",
    [
        "Terpopuler", "Paling Banyak Dibaca", "Sering Dicari", "Trending", "Sedang Ramai",
        "Terkini", "Olahraga", "Berita Nasional", "Editor's Choice", "Most Read", "Recent Posts",
        "Sorotan", "Berita Teratas", "Breaking News", "Gaya Hidup", "Lagi Rame", "Favorit Pembaca",
        "Sering Dibuka", "Ramai Diperbincangkan", "10 Besar", "Lagi Hangat", "Kabar Teranyar",
    ],
)  # fmt: skip
def test_lists_of_the_whole_site_are_not_related(label: str) -> None:
    related = listed(OWN, "Berita Terkait")
    assert titles(related + listed(OTHERS, label)) == OWN
    assert titles(listed(OTHERS, label)) == []


@pytest.mark.parametrize("before", ["<b>{}</b> ", "<span>#{}</span>", "<i>0{}.</i>"])
def test_a_numbered_list_is_of_the_whole_site_whatever_its_label(before: str) -> None:
    assert titles(listed(OTHERS, "Jangan Ketinggalan", before=before)) == []


def test_other_news_count_only_where_nothing_is_said_to_be_related() -> None:
    others = listed(OTHERS, "Berita Lainnya")
    assert titles(listed(OWN, "Artikel Terkait") + others) == OWN
    assert titles(others) == OTHERS


@pytest.mark.parametrize("label", ["Berita Terkait", "Baca Juga", "Artikel Serupa", "Read also"])
def test_links_that_are_said_to_be_related_are(label: str) -> None:
    assert titles(listed(OWN, label)) == OWN
