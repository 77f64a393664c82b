"""`scrapy date` and `scrapy quotes`: the language rooms from the command line."""

import json
from pathlib import Path

import pytest

from tests.support.site import Page, in_a_hurry, news, scrapy, serving

BIG = Path(__file__).parents[2] / "fixtures" / "tribunnews" / "big.html"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (("Selasa (13/6)", "--anchor", "2023-06-14"), ["2023-06-13", "day", "date"]),
        (
            ("20 jam lalu", "--anchor", "2025-05-10T10:00:00+07:00"),
            ["2025-05-09T14:00:00+07:00", "hour", "ago"],
        ),
        (("--text", "Ia tiba 27-29 Juni.", "--anchor", "2023-06-14"), ["2023-06-27", "2023-06-29"]),
    ],
)
def test_a_date_is_shown_with_its_rule(words: tuple[str, ...], shown: list[str]) -> None:
    ran = scrapy("date", *words)
    assert ran.code == 0
    assert [word for word in shown if word not in ran.out] == []


def test_what_is_no_date_is_said() -> None:
    ran = scrapy("date", "Liga 1")
    assert (ran.code, ran.out, ran.err) == (1, "", "no date in 'Liga 1'\n")


@pytest.mark.parametrize("words", [(), ("besok", "--anchor", "kemarin")])
def test_wrong_words_for_a_date_are_answered_in_one_line(words: tuple[str, ...]) -> None:
    ran = scrapy("date", *words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


def test_quotes_of_a_page_are_a_table() -> None:
    ran = scrapy("quotes", BIG)
    assert ran.code == 0
    assert "Rohmat Sudirja" in ran.out
    assert "Jubi.id" in ran.out


def test_quotes_of_plain_text_are_json_for_machines() -> None:
    text = '"Kami siap," kata Ketua RT 5 Budi Santoso.'
    ran = scrapy("quotes", "-", "--json", stdin=text.encode())
    found = json.loads(ran.out)
    (quote,) = found["quotes"]
    assert (quote["speaker"], quote["role"]) == ("Budi Santoso", "Ketua RT 5")
    assert found["text"][quote["start"] : quote["end"]] == "Kami siap"


def test_text_without_quotes_is_no_success() -> None:
    ran = scrapy("quotes", "-", stdin=b"Hujan turun sejak pagi.")
    assert ran.code == 1
    assert "no quotes" in ran.err


SAID = '"Saungnya kokoh lagi," kata ketua kampung, Dadang Permana.'


def test_quotes_of_a_page_of_any_site_are_read(sqlite_url: str) -> None:
    address = "https://warta.example/berita/saung"
    with serving({address: Page(news("Saung", SAID))}) as site:
        words = in_a_hurry(site.address)
        ran = scrapy("quotes", address, "--json", *words, database=sqlite_url)
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["url"] == address


@pytest.mark.parametrize("words", [(), ("absent.html",)])
def test_wrong_words_for_quotes_are_answered_in_one_line(words: tuple[str, ...]) -> None:
    ran = scrapy("quotes", *words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
