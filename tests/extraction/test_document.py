"""Bytes into text: charsets declared wrongly, doubly or not at all, and bytes that are lost."""

from datetime import UTC, datetime

import pytest

from newscrawler.extraction import SavedPage, extract
from newscrawler.items import Article
from tests.support.site import news, url

FETCHED = datetime(2026, 11, 20, 2, tzinfo=UTC)
SAID = "“Kami siap,” kata Élise – begitu saja… ‘ya’"
READ = "\"Kami siap,\" kata Élise – begitu saja… 'ya'"


def markup(meta: str | None = None, said: str = SAID) -> str:
    page = news("Saung Kafé Dibuka", said, "Saung itu berdiri di tepi sungai Sumari.")
    declared = f"<meta charset={meta}>" if meta else ""
    return page.replace("<meta charset=utf-8>", declared)


def read(body: bytes, header: str | None = None) -> Article:
    headers = {"Content-Type": f"text/html; charset={header}"} if header else None
    return extract(SavedPage(url(1), body, FETCHED, headers))


def doubts(article: Article) -> list[str]:
    return [flag for flag in article.flags if "charset" in flag or "undecodable" in flag]


@pytest.mark.parametrize(
    ("encoding", "header", "meta", "record"),
    [
        ("utf-8", "iso-8859-1", "utf-8", "header=cp1252,meta=utf-8,read=utf-8"),
        ("utf-8", "utf-8", "iso-8859-1", "header=utf-8,meta=cp1252,read=utf-8"),
        ("cp1252", "utf-8", "windows-1252", "header=utf-8,meta=cp1252,read=cp1252"),
        ("cp1252", "windows-1252", "utf-8", "header=cp1252,meta=utf-8,read=cp1252"),
        ("cp1252", "shift_jis", "windows-1252", "header=cp932,meta=cp1252,read=cp1252"),
        ("utf-8", "x-tak-dikenal", "utf-8", None),
    ],
)
def test_n29_of_two_charsets_the_one_that_decodes_is_read_and_both_are_recorded(
    encoding: str, header: str, meta: str, record: str | None
) -> None:
    article = read(markup(meta).encode(encoding), header)
    assert READ in article.text
    assert article.headline == "Saung Kafé Dibuka"
    assert doubts(article) == (["charset_conflict", f"charset:{record}"] if record else [])


@pytest.mark.parametrize("header", ["utf-8", "iso-8859-1", None])
def test_n30_lost_bytes_are_counted_and_the_rest_is_right(header: str | None) -> None:
    whole = markup("utf-8").encode()
    damaged = whole.replace(b"tepi sungai", b"tepi\xff sungai\xfe")
    article = read(damaged, header)
    assert "undecodable_bytes:2" in article.flags
    assert READ in article.text
    assert "tepi\ufffd sungai\ufffd" in article.text
    assert not any("undecodable" in flag for flag in read(whole, header).flags)


@pytest.mark.parametrize("meta", [None, "utf-8", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("header", [None, "utf-8", "iso-8859-1", "us-ascii"])
def test_n31_windows_1252_keeps_its_quotes_and_dashes(header: str | None, meta: str | None) -> None:
    article = read(markup(meta).encode("cp1252"), header)
    assert READ in article.text
    assert not any("undecodable" in flag for flag in article.flags)


def test_n31_quotes_in_windows_1252_are_found_as_quotes() -> None:
    body = markup("utf-8", "“Saung ini milik kita bersama,” kata Élise, Rabu.").encode("cp1252")
    assert [quote.text for quote in read(body, "utf-8").quotes] == ["Saung ini milik kita bersama"]


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (markup().encode("utf-8-sig"), None),
        (markup().encode("utf-8-sig"), "iso-8859-1"),
        (markup().encode("utf-16"), None),
        (b"\xfe\xff" + markup().encode("utf-16-be"), None),
        (markup().encode("utf-16-le"), None),
        (markup().encode("utf-16-be"), None),
        (markup().encode("utf-16-le"), "utf-16le"),
        (markup().replace("Saung", "Sa\0ung").encode(), None),
    ],
    ids=["bom", "bom+header", "utf-16", "utf-16be", "le", "be", "le+header", "nul"],
)
def test_n32_marks_wide_characters_and_nuls_are_read(body: bytes, header: str | None) -> None:
    article = read(body, header)
    assert READ in article.text
    assert article.headline == "Saung Kafé Dibuka"
    assert "\0" not in article.text
    assert "\ufeff" not in article.text


def test_n32_wide_characters_of_ascii_alone_are_read() -> None:
    article = read(markup(said="Kami siap.").replace("é", "e").encode("utf-16-le"))
    assert article.headline == "Saung Kafe Dibuka"
