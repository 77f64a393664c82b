"""Folders as browsers and mirroring tools leave them: what is a page is seen by its content."""

import json
import quopri
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newscrawler.extraction import SavedPage
from newscrawler.reextraction.file_search import find_files, listed_files
from newscrawler.reextraction.file_types import file_type
from newscrawler.reextraction.input_reader import read_inputs
from newscrawler.reextraction.inputs import Input, SkippedFile, UnreadableInput
from tests.support.records import address, html

PAGES = {
    "plain": html(1),
    "xhtml": b'<?xml version="1.0"?>\n<!-- a --><html xmlns="http://www.w3.org/1999/xhtml">',
    "comments": b"\xef\xbb\xbf\n <!-- saved -->\n<!-- again -->\n<!DOCTYPE html><p>",
    "no root": b"<div class=x><p>Saung",
    "head": b"<HEAD><TITLE>Saung",
    "warning first": b"Warning: mysql_connect() in x.php\n<html><body>",
    "utf-16": "<!DOCTYPE html><html>".encode("utf-16"),
    "utf-16 without mark": "<!DOCTYPE html><html>".encode("utf-16-le"),
}
OTHERS = {
    "JSON": b'{"html": "\\n<html>"}',
    "XML": b'<?xml version="1.0"?><rss><item>\n<html>',
    "text": b"if (a < b) document.write('<html>')",
    "image": b"\x89PNG\r\n\x1a\n",
    "PDF": b"%PDF-1.7",
    "empty": b" \n",
    "binary": bytes(range(32)) * 9,
    "7-Zip archive, which is not supported": b"7z\xbc\xaf\x27\x1c\x00",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_known_by_its_first_bytes(name: str) -> None:
    assert file_type(PAGES[name]).kind == "page"


@pytest.mark.parametrize("label", OTHERS)
def test_what_is_no_page_is_known_as_well(label: str) -> None:
    assert file_type(OTHERS[label])[:2] == ("other", label)


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def read(folder: Path) -> dict[str, Input]:
    """Return what is read in `folder`, by the names of the files."""
    found = [each for each, _ in read_inputs(find_files([str(folder)]))]
    names = [str(Path(each.source or "").relative_to(folder)) for each in found]
    assert len(set(names)) == len(names)
    return dict(zip(names, found, strict=True))


def pages_in(found: dict[str, Input]) -> list[str]:
    return [name for name, each in found.items() if isinstance(each, SavedPage)]


def reasons(found: dict[str, Input]) -> dict[str, str]:
    return {name: each.reason for name, each in found.items() if isinstance(each, SkippedFile)}


def test_a_mirror_of_any_names_is_read(tmp_path: Path) -> None:
    names = ["berita/1", "index.php", "baca.shtml", "a.aspx", "index.html?p=7", "b.html.1", ".x"]
    others = {"gambar/a.html.png": b"\x89PNG", "robots.txt": b"User-agent: *"}
    write(tmp_path, {name: html(1) for name in names} | others)
    found = read(tmp_path)
    assert sorted(pages_in(found)) == sorted(names)
    assert reasons(found) == {"gambar/a.html.png": "image", "robots.txt": "text"}
    assert list(found) == sorted(found, key=lambda name: tmp_path / name), "by name"


def test_parts_copies_and_caches_of_pages_are_no_pages(tmp_path: Path) -> None:
    files = {
        "Saung.html": html(1),
        "Saung_files/iklan.html": html(2),
        "Saung_files/gaya.css": b"p {}",
        "lepas_files/3.html": html(3),
        "hts-cache/new.zip": b"PK\x03\x04",
        "berita/4.html": html(4),
        "berita/4.html.orig": html(4),
        "sendiri.orig": html(5),
    }
    write(tmp_path, files)
    found = read(tmp_path)
    assert sorted(pages_in(found)) == [
        "Saung.html",
        "berita/4.html",
        "lepas_files/3.html",
        "sendiri.orig",
    ]
    assert reasons(found) == {
        "Saung_files/iklan.html": "part of Saung.html",
        "Saung_files/gaya.css": "part of Saung.html",
        "hts-cache/new.zip": "cache of HTTrack",
        "berita/4.html.orig": "original of 4.html",
    }


def test_sidecars_are_read_with_their_pages_and_not_listed(tmp_path: Path) -> None:
    facts = [json.dumps({"url": address(number)}).encode() for number in range(4)]
    files = {
        "1.html": html(1),
        "1.json": facts[1],
        "2": html(2),
        "2.json": facts[2],
        "3.php": html(3),
        "3.php.json": facts[3],
        "lain.json": b"{}",
    }
    write(tmp_path, files)
    found = read(tmp_path)
    urls = [each.url for each in found.values() if isinstance(each, SavedPage)]
    assert urls == [address(1), address(2), address(3)]
    assert reasons(found) == {"lain.json": "JSON"}


def test_h3_a_page_over_the_limit_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"besar.html": html(1) + bytes(50 * 1024**2), "kecil.html": html(2)})
    found = read(tmp_path)
    assert pages_in(found) == ["kecil.html"]
    assert isinstance(found["besar.html"], UnreadableInput)
    assert found["besar.html"].reason == "larger than 32 MiB"


# MHTML


def mhtml(body: bytes, *, encoding: str = "quoted-printable", snapshot: bool = True) -> bytes:
    packed = quopri.encodestring(body) if encoding == "quoted-printable" else body
    lines = [
        "From: <Saved by Blink>",
        *([f"Snapshot-Content-Location: {address(1)}"] if snapshot else []),
        "Subject: =?utf-8?Q?Saung?=",
        "Date: Fri, 20 Nov 2026 02:00:00 -0000"
        if not snapshot
        else "Date: Fri, 20 Nov 2026 09:00:00 +0700",
        "MIME-Version: 1.0",
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Batas"',
        "",
        "",
        "------Batas",
        "Content-Type: text/html",
        "Content-ID: <frame-1@mhtml.blink>",
        f"Content-Transfer-Encoding: {encoding}",
        f"Content-Location: {address(1)}",
        "",
        "",
    ]
    others = [
        *("", "------Batas", "Content-Type: image/png", "Content-Transfer-Encoding: base64"),
        *("", "iVBORw0KGgo=", "------Batas", "Content-Type: text/html"),
        *("Content-Location: cid:2", "", "<p>iklan", "------Batas--", ""),
    ]
    return "\r\n".join(lines).encode() + packed + "\r\n".join(others).encode()


@pytest.mark.parametrize("name", ["Saung.mhtml", "tanpa-akhiran"])
@pytest.mark.parametrize("snapshot", [True, False])
def test_an_mhtml_file_is_its_page(tmp_path: Path, name: str, snapshot: bool) -> None:
    write(tmp_path, {name: mhtml(html(1), snapshot=snapshot)})
    page = read(tmp_path)[name]
    assert isinstance(page, SavedPage)
    assert isinstance(page.body, bytes)
    assert page.body.strip() == html(1).strip()
    assert page.url == address(1)
    assert page.flags == []


def test_an_mhtml_file_without_a_page_is_no_page(tmp_path: Path) -> None:
    content = mhtml(b"x").replace(b"text/html", b"text/plain")
    write(tmp_path, {"a.mhtml": content})
    page = read(tmp_path)["a.mhtml"]
    assert isinstance(page, SavedPage), "its extraction says that it is none"


# Lists


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\0"])
def test_a_list_names_files_and_folders(tmp_path: Path, separator: str) -> None:
    write(tmp_path, {"b/2.html": html(2), "b/1.html": html(1), "a b.html": html(3)})
    names = [str(tmp_path / name) for name in ("a b.html", "b", "tiada.html")]
    (tmp_path / "daftar").write_text(separator.join(["", *names, ""]), encoding="utf-8", newline="")
    found = list(listed_files(str(tmp_path / "daftar")))
    assert [Path(name).name for name in found] == ["a b.html", "1.html", "2.html", "tiada.html"]
    read_last = [each for each, _ in read_inputs(found)][-1]
    assert isinstance(read_last, UnreadableInput)
    assert read_last.reason == "No such file or directory"


# What tools leave in pages

SAVED = {
    "SingleFile": "<html><!--\n Page saved with SingleFile \n url: https://a.example/1 \n"
    " saved date: Fri Nov 20 2026 09:00:00 GMT+0700 (Western Indonesia Time)\n-->",
    "monolith": "<!-- Saved from https://a.example/1 at 2026-11-20T02:00:00Z using monolith v2 -->",
    "HTTrack": "<html>\n<!-- Mirrored from a.example/1 by HTTrack Website Copier/3.x [XR&CO'2014],"
    " Fri, 20 Nov 2026 02:00:00 GMT -->",
}


@pytest.mark.parametrize("tool", SAVED)
def test_the_time_at_which_a_tool_saved_a_page_is_that_of_its_fetch(
    tmp_path: Path, tool: str
) -> None:
    page = f"{SAVED[tool]}<p>Saung"
    other = page.replace("2026", "kemarin")
    write(tmp_path, {"1": page.encode(), "2": page.encode(), "3": other.encode()})
    write(tmp_path, {"2.json": b'{"fetched_at": "2026-11-21T02:00:00Z"}'})
    found = [each for each in read(tmp_path).values() if isinstance(each, SavedPage)]
    times = [each.fetched_at and each.fetched_at.astimezone(UTC) for each in found]
    assert times == [
        datetime(2026, 11, 20, 2, tzinfo=UTC),
        datetime(2026, 11, 21, 2, tzinfo=UTC),
        None,
    ]
