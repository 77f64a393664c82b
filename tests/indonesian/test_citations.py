"""Citations: cues, sources as written and as counted, chains, links."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newscrawler.indonesian.citations import find_citations
from newscrawler.items import Citation, Link

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "quotes.jsonl")
    .read_text("utf-8")
    .splitlines()
]


def only(text: str) -> Citation:
    found = find_citations(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("case", CASES, ids=[f"{c['genre']}-{n}" for n, c in enumerate(CASES)])
def test_unseen_kinds_of_text(case: dict[str, Any]) -> None:
    found = [(c.source_norm, c.kind) for c in find_citations(case["text"])]
    assert sorted(found) == sorted((c["source_norm"], c["kind"]) for c in case["citations"])


@pytest.mark.parametrize(
    ("text", "cue", "source", "norm", "kind"),
    [
        ("Gempa itu dilaporkan Reuters.", "dilaporkan", "Reuters", "Reuters", "news_agency"),
        ("Ia pergi, dikutip dari Le Soir.", "dikutip dari", "Le Soir", "Le Soir", "outlet"),
        ("Ia pergi, dikutipSuaraPantura.", "dikutip", "SuaraPantura", "SuaraPantura", "outlet"),
        (
            "Kabar dilansir Kantor Berita Rusia (TASS).",
            "dilansir",
            "Kantor Berita Rusia (TASS)",
            "TASS",
            "news_agency",
        ),
        (
            "Melansir laman dinaspasar.go.id, kios dibuka.",
            "Melansir",
            "laman dinaspasar.go.id",
            "dinaspasar.go.id",
            "website",
        ),
        ("Kata dia kepada Kompas.com, Senin.", "kepada", "Kompas.com", "Kompas.com", "interview"),
        (
            "Artikel ini telah tayang di Pesisir.id dengan judul lain",
            "Artikel ini telah tayang di",
            "Pesisir.id",
            "Pesisir.id",
            "republication",
        ),
        (
            "Dari akun Instagram @kios_tua, kios itu tutup.",
            "Dari",
            "akun Instagram @kios_tua",
            "Instagram @kios_tua",
            "social",
        ),
        (
            "Berdasarkan data Badan Pangan, stok turun.",
            "Berdasarkan data",
            "Badan Pangan",
            "Badan Pangan",
            "other",
        ),
        ("Sumber: Kompas.com", "Sumber:", "Kompas.com", "Kompas.com", "outlet"),
    ],
)
def test_cue_and_source(text: str, cue: str, source: str, norm: str, kind: str) -> None:
    citation = only(text)
    assert (citation.cue, citation.source) == (cue, source)
    assert (citation.source_norm, citation.kind) == (norm, kind)
    assert citation.rule


def test_chained_sources_are_one_entry_each() -> None:
    text = "Kios itu ramai, dilansir TribunMuria.com dari video TikTok @kios_tua."
    assert [(c.cue, c.source_norm) for c in find_citations(text)] == [
        ("dilansir", "TribunMuria.com"),
        ("dari", "TikTok @kios_tua"),
    ]


def test_press_release_counts_under_its_speaker() -> None:
    text = '"Kios dibuka," kata Ratri Kumala dalam keterangan tertulisnya, Senin.'
    citation = only(text)
    assert (citation.source, citation.source_norm) == ("keterangan tertulisnya", "Ratri Kumala")
    assert citation.kind == "press_release"


@pytest.mark.parametrize(
    "text",
    [
        "KOMPAS.com - Pasar itu ramai.",
        "Laporan Wartawan Tribun Muria, Sukarno",
        "Hal itu ia sampaikan kepada wartawan, Senin.",
        "Kapal itu dilaporkan tenggelam di Selat Madura.",
        "Data tersebut akan diperbarui.",
        "Baca juga: Harga Cabai Turun",
        "MUARA.ID - Pasar ramai. (Muara.id/Tini)",
        '"Kabar itu saya kutip, dilansir Reuters katanya," ujar Tini.',
    ],
)
def test_what_cites_nobody(text: str) -> None:
    assert find_citations(text) == []


def test_link_on_the_source_is_kept() -> None:
    text = "Pasar ramai, dikutip dari Antara. Lihat Peta."
    source, elsewhere = text.index("Antara"), text.index("Peta")
    links = [
        Link(elsewhere, elsewhere + 4, "https://example.com/peta"),
        Link(source, source + 6, "https://example.com/antara"),
    ]
    assert [c.url for c in find_citations(text, links)] == ["https://example.com/antara"]
    assert [c.url for c in find_citations(text)] == [None]


SCRAPS = [
    *("dikutip dari", "Antara", "dan", "/", "Sumber:", "dalam keterangan tertulis", ",", "kepada"),
    *("Kompas.com", "akun Instagram @a", "menurut data", "(", '"', "X", "melaporkan", "versi"),
]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(SCRAPS), st.sampled_from(["", " ", "\n"])).map("".join),
        max_size=40,
    ).map("".join)
)
@example("Sumber:dikutip dari/ ,")
def test_answers_are_cut_from_the_text(text: str) -> None:
    citations = find_citations(text)
    for citation in citations:
        assert text[citation.start : citation.end] == citation.text
        assert citation.text.endswith(citation.source)
        assert citation.text.startswith(citation.cue)
    assert all(a.end <= b.start for a, b in pairwise(citations))


def test_a_name_that_holds_the_letters_of_a_finding_stays_whole() -> None:
    text = "Menurut laporan Bank Dunia, harga beras naik.\nLaporan itu terbit pada Maret."
    assert "Bank Dunia" in {citation.source for citation in find_citations(text)}
