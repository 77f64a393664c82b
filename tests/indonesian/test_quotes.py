"""Quotations, reported statements and their speakers, on sentences written for these tests."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.long_texts import QUOTE_PIECES
from newscrawler.indonesian.names import split_role
from newscrawler.indonesian.quotes import find_quotes
from newscrawler.items import Quote

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "quotes.jsonl")
    .read_text("utf-8")
    .splitlines()
]


def params(cases: list[dict[str, Any]]) -> list[Any]:
    """Return one test for each case; a case that the rules cannot solve must go on failing."""
    beyond = pytest.mark.xfail(reason="beyond the rules")
    return [
        pytest.param(
            case, id=f"{case['genre']}-{number}", marks=beyond if case.get("beyond") else ()
        )
        for number, case in enumerate(cases)
    ]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(quote.kind, quote.text) for quote in find_quotes(text)]


def only(text: str, kind: str = "direct") -> Quote:
    found = [quote for quote in find_quotes(text) if quote.kind == kind]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("case", params(CASES))
def test_unseen_kinds_of_text(case: dict[str, Any]) -> None:
    found = [(q.kind, q.text, q.speaker, q.speaker_full) for q in find_quotes(case["text"])]
    expected = [(q["kind"], q["text"], q["speaker"], q["speaker_full"]) for q in case["quotes"]]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ('"', '"'),
        ("“", "”"),
        ("'", "'"),
        ("‘", "’"),
        ("«", "»"),
        ("”", "”"),
        ("“", '"'),
        ("''", "''"),
    ],
)
def test_every_sort_of_mark(opening: str, closing: str) -> None:
    quote = only(f"{opening}Panen kali ini bagus sekali,{closing} kata Sumarno.")
    assert (quote.text, quote.cue, quote.speaker) == (
        "Panen kali ini bagus sekali",
        "kata",
        "Sumarno",
    )


def test_quotation_over_paragraphs_is_one() -> None:
    text = '"Kami menunggu lama.\nLalu hujan turun.\nSemua berlarian," tutur Wagimin.'
    assert only(text).text == "Kami menunggu lama.\nLalu hujan turun.\nSemua berlarian"


def test_paragraphs_with_their_own_marks_stay_apart() -> None:
    text = "“Kami menunggu lama.”\n“Lalu hujan turun,” tutur Wagimin."
    assert [q.text for q in find_quotes(text)] == ["Kami menunggu lama.", "Lalu hujan turun"]


def test_interrupted_quotation_is_a_group() -> None:
    first, second = find_quotes('"Jalannya licin," kata Tini. "Saya dua kali jatuh."')
    assert first.group == second.group == 1
    assert first.position == second.position == "mid"
    assert (first.speaker_full, second.speaker_full) == ("Tini", "Tini")


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('"Kami berangkat besok, tegas Darto.', "Kami berangkat besok,"),
        ('Kami berangkat besok," tegas Darto.', "Kami berangkat besok"),
        ('Rapat usai."Kami berangkat besok,"kata Darto.', "Kami berangkat besok"),
    ],
)
def test_missing_mark_or_blank(text: str, inside: str) -> None:
    quote = only(text)
    assert quote.text.rstrip(",") == inside.rstrip(",")
    assert quote.speaker == "Darto"


def test_marks_inside_a_quotation_are_part_of_it() -> None:
    quote = only("\"Ia bilang 'jangan pulang' lalu pergi,\" kenang Yuni.")
    assert quote.text == "Ia bilang 'jangan pulang' lalu pergi"


def test_apostrophes_are_no_marks() -> None:
    assert find_quotes("Salat Jum'at di Masjid Al-Ma'mur dihadiri pemain klub L'Union.") == []
    assert find_quotes("Band era ’90-an itu ditonton O’Brien selama 90’ penuh.") == []


@pytest.mark.parametrize(
    ("text", "cue", "speaker"),
    [
        ('Tini menambahkan, "Airnya keruh sekali."', "menambahkan", "Tini"),
        ('Menurut Tini, "Airnya keruh sekali."', "Menurut", "Tini"),
        ('Tini: "Airnya keruh sekali."', "", "Tini"),
        ('Tini berkata:\n"Airnya keruh sekali."', "berkata", "Tini"),
        ('"Airnya keruh sekali." Demikian pesan Tini.', "pesan", "Tini"),
        ('"Airnya keruh sekali," Tini mengeluhkan.', "mengeluhkan", "Tini"),
        ('"Airnya keruh sekali," protes Tini.', "protes", "Tini"),
        ('"Airnya keruh sekali!" tulis akun @tini.air, Senin.', "tulis", "@tini.air"),
    ],
)
def test_attribution_before_after_and_in_a_transcript(text: str, cue: str, speaker: str) -> None:
    quote = only(text)
    assert quote.text.startswith("Airnya keruh sekali")
    assert (quote.cue, quote.speaker) == (cue, speaker)


@pytest.mark.parametrize(
    "text",
    [
        'Ia membintangi film "Rumah di Tepi Sawah" tahun lalu.',
        'Seminar bertema "Air untuk Semua" digelar besok.',
        'Kebiasaan "titip absen" masih ditemukan di kampus itu.',
        "Pemain yang dijuluki 'Si Kancil' itu cedera.",
    ],
)
def test_titles_and_terms_are_no_speech(text: str) -> None:
    assert [quote.kind for quote in find_quotes(text)] == ["scare"]


def test_fragment_inside_a_report_is_partial() -> None:
    found = kinds('Lurah Sardi mengatakan pasar itu akan "dirapikan" bulan depan.')
    assert ("partial", "dirapikan") in found
    assert ("indirect", 'pasar itu akan "dirapikan" bulan depan') in found


@pytest.mark.parametrize(
    ("text", "content", "cue", "position"),
    [
        ("Tarno mengatakan bahwa sumurnya kering.", "sumurnya kering", "mengatakan", "pre"),
        ("Tarno meminta warga menghemat air.", "warga menghemat air", "meminta", "pre"),
        ("Tarno menilai pompa itu terlalu kecil.", "pompa itu terlalu kecil", "menilai", "pre"),
        ("Menurut Tarno, sumurnya sudah kering.", "sumurnya sudah kering", "Menurut", "pre"),
        ("Sumurnya sudah kering, menurut Tarno.", "Sumurnya sudah kering", "menurut", "post"),
        ("Sumurnya sudah lama kering, ujar Tarno.", "Sumurnya sudah lama kering", "ujar", "post"),
        (
            "Sumur warga, kata Tarno, sudah kering.",
            "Sumur warga, kata Tarno, sudah kering",
            "kata",
            "mid",
        ),
    ],
)
def test_reported_statements(text: str, content: str, cue: str, position: str) -> None:
    quote = only(text, "indirect")
    assert (quote.text, quote.cue, quote.position) == (content, cue, position)
    assert quote.speaker_full == "Tarno"


@pytest.mark.parametrize(
    "text",
    [
        "Tarno menjelaskan kronologi kejadian.",
        "Tarno tidak menyebut siapa pelakunya akan ditangkap.",
        "Tarno ingin mengatakan bahwa ia lelah.",
        "Pompa itu dikabarkan rusak sejak Senin.",
        "Warga yang menyebut dirinya saksi itu pulang.",
        "Menurut jadwal, pompa baru datang hari ini.",
        "Hal ini menegaskan bahwa pompa itu rusak.",
    ],
)
def test_what_reports_nothing(text: str) -> None:
    assert find_quotes(text) == []


def test_role_stands_apart_from_the_name() -> None:
    quote = only('"Stok cukup," kata Menteri Pertanian Sulastri Wibawa, Rabu.')
    assert (quote.role, quote.speaker) == ("Menteri Pertanian", "Sulastri Wibawa")


@pytest.mark.parametrize("again", ["Wibawa", "dia", "Mentan", "mantan bupati itu"])
def test_speakers_are_led_back_to_the_full_name(again: str) -> None:
    text = f'"Stok cukup," kata Menteri Pertanian Sulastri Wibawa.\n"Harga stabil," ujar {again}.'
    assert [q.speaker_full for q in find_quotes(text)] == ["Sulastri Wibawa"] * 2


def test_clitic_and_silence_continue_the_speaker() -> None:
    text = 'Peneliti Bagas Waskita menilai air itu aman.\n"Sudah diuji," ujarnya.\n"Dua kali."'
    assert {q.speaker_full for q in find_quotes(text)} == {"Bagas Waskita"}


def test_nickname_leads_to_the_name() -> None:
    text = 'Sri Haryati, yang akrab disapa Yati, berjualan. "Laris," kata Yati.'
    assert only(text).speaker_full == "Sri Haryati"


@pytest.mark.parametrize(
    ("phrase", "role", "name"),
    [
        ("Menteri Keuangan Sulastri Wibawa", "Menteri Keuangan", "Sulastri Wibawa"),
        ("Kapolres Kudus AKBP Bayu Laksana", "Kapolres Kudus AKBP", "Bayu Laksana"),
        ("H. Dirman Sudjana", "", "Dirman Sudjana"),
        ("Wakil Wali Kota", "", "Wakil Wali Kota"),
        ("Arief Hakim Prasetya", "", "Arief Hakim Prasetya"),
        ("Bagas Waskita (41)", "", "Bagas Waskita"),
        ("PT Sinar Laut Tbk (SILT)", "", "PT Sinar Laut Tbk (SILT)"),
    ],
)
def test_titles_are_parted_from_names(phrase: str, role: str, name: str) -> None:
    person = split_role(phrase, 0, len(phrase))
    assert (person.role, person.name) == (role, name)


SCRAPS = """" ' “ ” ‘ ’ « » ( ) , . kata Budi menurut mengatakan bahwa ujarnya benar Jum'at ia @a"""


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(SCRAPS.split()), st.sampled_from(["", " ", "\n"])).map("".join),
        max_size=60,
    ).map("".join)
)
def test_answers_are_cut_from_the_text(text: str) -> None:
    quotes = find_quotes(text)
    for quote in quotes:
        assert text[quote.start : quote.end] == quote.text != ""
        assert quote.rule
        if quote.cue_start is not None:
            assert text[quote.cue_start : quote.cue_end] == quote.cue
    assert [quote.start for quote in quotes] == sorted(quote.start for quote in quotes)
    marked = [quote for quote in quotes if quote.kind != "indirect"]
    assert all(a.end <= b.start for a, b in pairwise(marked))


@pytest.mark.parametrize("piece", QUOTE_PIECES)
def test_long_texts_of_one_piece_are_read(piece: str) -> None:
    """That the time stays in proportion is measured by `make bench`."""
    text = piece * (20_000 // len(piece))
    for quote in find_quotes(text):
        assert quote.text == text[quote.start : quote.end] != ""


def test_quotation_that_never_closes_in_a_long_paragraph() -> None:
    text = '"' + "kami berjalan terus ke utara " * 70_000
    assert len(find_quotes(text)) == 1
