"""Lines that stand in an article and are not its text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.indonesian.boilerplate import (
    labels_related,
    labels_sitewide,
    opens_comments,
    read_also_title,
    read_credits,
    read_hashtags,
    read_notice,
    read_republication,
    read_source,
)
from newscrawler.indonesian.dateline import read_dateline


@pytest.mark.parametrize(
    "line, kind",
    [
        ("Artikel ini telah tayang di KabarUji.com dengan judul Panen Raya", "republication"),
        ("Sebelumnya berita ini telah terbit di Harian Uji dengan judul: Panen", "republication"),
        ("#panen #desa", "hashtags"),
        ("Tags: #panen, #desa", "hashtags"),
        ("Sumber: KabarUji.com", "source"),
        ("Baca juga: Air Mulai Surut, kata Petugas Irigasi", "read_also"),
        ("Baca juga: Panen Raya Dimulai", "read_also"),
        ("BACA JUGA : Panen Raya Dimulai", "read_also"),
        ("Baca: Panen Raya Dimulai", "read_also"),
        ("Baca selengkapnya >>", "read_also"),
        ("TONTON JUGA: Panen Raya", "read_also"),
        ("Simak video di atas. (*)", "promotion"),
        ("Dapatkan berita pilihan setiap hari di saluran WhatsApp kami", "promotion"),
        ("ADVERTISEMENT", "label"),
        ("Scroll to Continue with Content", "label"),
        ("Halaman selanjutnya", "label"),
        ("© 2026 KabarUji.com, hak cipta dilindungi", "label"),
        ("(*)", "end"),
        ("***", "end"),
    ],
)
def test_notice_is_recognised(line: str, kind: str) -> None:
    assert read_notice(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "Baca puisi di depan umum membuat Rini gugup.",
        "Sumber air di desa itu mengering sejak Juni.",
        "Sumber: mata air itu berada di kaki bukit, ujar Rini sambil menunjuk peta.",
        "Warga bisa ikuti kabar sungai lewat grup Telegram desa, kata Rini.",
        "Artikel ini membahas panen raya di lereng selatan.",
        "Komentar itu disampaikan bupati setelah panen.",
        "Tanda pagar #panen ramai dipakai petani.",
        "Simak penjelasannya berikut ini.",
        "Iklan layanan masyarakat itu diputar tiga kali sehari.",
        "Ya.",
        "",
    ],
)
def test_text_is_no_notice(line: str) -> None:
    assert read_notice(line) is None


def test_parts_of_notices() -> None:
    found = read_republication(
        "Artikel ini telah tayang di KabarUji.com dengan judul Panen Raya, https://kabaruji.com/1"
    )
    assert found
    assert (found.outlet, found.title) == ("KabarUji.com", "Panen Raya")
    bare = read_republication("Berita ini pertama kali diterbitkan oleh Harian Uji")
    assert bare
    assert (bare.outlet, bare.title) == ("Harian Uji", None)
    assert read_hashtags("#panen, #desa-kita") == ["#panen", "#desa-kita"]
    assert read_source("(Sumber: Harian Uji)") == "Harian Uji"
    assert read_also_title("Baca juga: Panen Raya Dimulai") == "Panen Raya Dimulai"
    assert read_also_title("Panen Raya Dimulai") is None


@pytest.mark.parametrize(
    "line, credits",
    [
        ("Penulis: Sari Utami", [("Penulis", "Sari Utami")]),
        ("Penulis: Sari Utami | Editor: Joko", [("Penulis", "Sari Utami"), ("Editor", "Joko")]),
        ("Reporter: Sari, Joko", [("Reporter", "Sari"), ("Reporter", "Joko")]),
        ("Rabu, 3 Mei 2023 10:00 WIB Penulis: Sari", [("Penulis", "Sari")]),
        ("Video Production: Wahyu Hidayat", [("Video Production", "Wahyu Hidayat")]),
        ("Laporan Wartawan Kabar Uji, Sari Utami", [("Laporan Wartawan Kabar Uji", "Sari Utami")]),
        ("Oleh Sari Utami", [("Oleh", "Sari Utami")]),
        ("Oleh karena itu warga mengungsi", []),
        ("Editor surat kabar itu menolak", []),
        ("Tidak ada nama di sini", []),
    ],
)  # fmt: skip
def test_credits(line: str, credits: list[tuple[str, str]]) -> None:
    assert [(credit.role, credit.name) for credit in read_credits(line)] == credits


@pytest.mark.parametrize(
    "paragraph, outlet, place",
    [
        ("KABAR-UJI.COM - Panen", "KABAR-UJI.COM", None),
        ("KABARUJI.COM, KLATEN – Panen", "KABARUJI.COM", "KLATEN"),
        ("Kabaruji.com, Jakarta - Panen", "Kabaruji.com", "Jakarta"),
        ("KLATEN, KABARUJI.com — Panen", "KABARUJI.com", "KLATEN"),
        ("Klaten, Kabar Uji -- Panen", "Kabar Uji", "Klaten"),
        ("KABAR – Panen", None, None),
        ("VIVA – Panen", "VIVA", None),
        ("JAKARTA – Panen", None, "JAKARTA"),
        ("SURABAYA (ANTARA) - Panen", "ANTARA", "SURABAYA"),
        ("KABAR.CO.ID, BANDA ACEH -- Panen", "KABAR.CO.ID", "BANDA ACEH"),
        ("Klaten - Panen", None, "Klaten"),
    ],
)
def test_dateline(paragraph: str, outlet: str | None, place: str | None) -> None:
    found = read_dateline(paragraph)
    assert found
    assert (found.outlet, found.place) == (outlet, place)
    assert paragraph.startswith(found.text)


@pytest.mark.parametrize(
    "paragraph", ["Petani di lereng selatan - yang lama menunggu - panen.", "Panen raya.", "-", ""]
)
def test_no_dateline(paragraph: str) -> None:
    assert read_dateline(paragraph) is None


def test_labels() -> None:
    assert opens_comments("KOMENTAR (12)")
    assert not opens_comments("Komentar bupati soal panen")
    assert labels_related("Berita Terkait")
    assert labels_related("Sesuai Minatmu")
    assert labels_sitewide("TERPOPULER")
    assert not labels_related("Panen Raya")


@given(st.text(max_size=600))
def test_no_line_raises(line: str) -> None:
    read_notice(line)
    read_credits(line)
    read_republication(line)
    read_dateline(line)
