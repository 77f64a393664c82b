"""Pages and WARC files in archives, and archives in archives: all that can be read is."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import brotli
import pytest

from newscrawler.extraction import SavedPage
from newscrawler.reextraction.input_reader import MAX_DEPTH, read_inputs
from newscrawler.reextraction.inputs import Input, SkippedFile, UnreadableInput
from newscrawler.reextraction.saved_pages import read_saved
from newscrawler.reextraction.sources import read_source
from tests.support.records import address, frames, html, members, record

Packing = Callable[[Mapping[str, bytes]], bytes]
FETCHED = "2026-11-20T09:00:00+07:00"


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


PACKINGS: dict[str, Packing] = {
    "zip": zipped,
    "zip, stored": lambda files: zipped(files, zipfile.ZIP_STORED),
    "zip, lzma": lambda files: zipped(files, zipfile.ZIP_LZMA),
    "tar": tarred,
    "tar.gz": lambda files: gzip.compress(tarred(files)),
    "tar.bz2": lambda files: bz2.compress(tarred(files)),
    "tar.xz": lambda files: lzma.compress(tarred(files)),
    "tar.zst": lambda files: frames([tarred(files)]),
}


def sidecar(number: int) -> bytes:
    return json.dumps({"url": address(number), "fetched_at": FETCHED}).encode()


FILES = {
    "b/1.json": sidecar(1),
    "b/1.html": html(1),
    "b/2": html(2),
    "a/koran.warc.gz": members([record(3), record(4)]),
    "a/6.html": html(6),
    "a/6.html.json": sidecar(6),
    "a/foto.jpg": b"\xff\xd8\xff\xe0" + bytes(100),
    "a/gaya.css": b"p { color: red }",
    "a/data.json": b"[1, 2]",
    "koran.warc": gzip.compress(record(5) + record(7)),
}


def read(path: Path, content: bytes) -> list[Input]:
    path.write_bytes(content)
    return [found for found, _ in read_inputs([str(path)])]


def pages(found: list[Input]) -> list[SavedPage]:
    return [each for each in found if isinstance(each, SavedPage)]


def unreadable(found: list[Input]) -> list[UnreadableInput]:
    return [each for each in found if isinstance(each, UnreadableInput)]


@pytest.mark.parametrize("packing", PACKINGS)
def test_every_page_of_an_archive_is_read_in_its_order(tmp_path: Path, packing: str) -> None:
    found = read(tmp_path / "archive", PACKINGS[packing](FILES))
    assert [page.body for page in pages(found)] == [html(n) for n in (1, 2, 3, 4, 6, 5, 7)]
    urls = [page.url for page in pages(found)]
    assert urls == [address(1), None, address(3), address(4), address(6), address(5), address(7)]
    assert unreadable(found) == []


@pytest.mark.parametrize("packing", PACKINGS)
def test_every_source_leads_to_its_page(tmp_path: Path, packing: str) -> None:
    found = pages(read(tmp_path / "archive", PACKINGS[packing](FILES)))
    assert [read_source(page.source or "") for page in found] == found
    assert found[0].source == f"{tmp_path / 'archive'}!/b/1.html"
    assert found[2].source == f"{tmp_path / 'archive'}!/a/koran.warc.gz:0"


@pytest.mark.parametrize("packing", PACKINGS)
def test_what_is_no_page_is_named_with_its_reason(tmp_path: Path, packing: str) -> None:
    path = tmp_path / "archive"
    found = [each for each in read(path, PACKINGS[packing](FILES)) if isinstance(each, SkippedFile)]
    assert {each.source.partition("!/")[2]: each.reason for each in found} == {
        "a/foto.jpg": "image",
        "a/gaya.css": "text",
        "a/data.json": "JSON",
    }


@pytest.mark.parametrize("outer", PACKINGS)
@pytest.mark.parametrize("inner", PACKINGS)
def test_archives_in_archives_are_read(tmp_path: Path, outer: str, inner: str) -> None:
    path = tmp_path / "archive"
    content = PACKINGS[outer]({"x": html(8), "dalam": PACKINGS[inner](FILES), "y": html(9)})
    found = read(path, content)
    assert [page.body for page in pages(found)] == [html(n) for n in (8, 1, 2, 3, 4, 6, 5, 7, 9)]
    assert [read_source(page.source or "") for page in pages(found)] == pages(found)


def test_archives_stand_in_each_other_to_a_bounded_depth(tmp_path: Path) -> None:
    content = html(1)
    for _ in range(MAX_DEPTH + 1):
        content = zipped({"1": content})
    (found,) = read(tmp_path / "archive", content)
    assert isinstance(found, UnreadableInput)
    assert "too deep" in found.reason


COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": lambda content: frames([content]),
    "br": brotli.compress,
}


@pytest.mark.parametrize("suffix", COMPRESSIONS)
def test_a_compressed_page_is_read_with_its_sidecar(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"1.html.{suffix}"
    (tmp_path / "1.json").write_bytes(sidecar(1))
    (found,) = read(path, COMPRESSIONS[suffix](html(1)))
    assert isinstance(found, SavedPage)
    assert (found.body, found.url, found.flags) == (html(1), address(1), [])
    assert read_saved(str(path)) == read_source(str(path)) == found


@pytest.mark.parametrize("suffix", COMPRESSIONS)
def test_a_compressed_page_that_is_cut_is_read_as_far_as_it_goes(
    tmp_path: Path, suffix: str
) -> None:
    body = html(1) + bytes(range(128)) * 100 + html(2)
    packed = COMPRESSIONS[suffix](body)
    found = read(tmp_path / f"1.html.{suffix}", packed[:-20])
    assert [type(each) for each in found][-1] is UnreadableInput
    for page in pages(found):
        assert "truncated:damaged" in page.flags
        assert body.startswith(page.body if isinstance(page.body, bytes) else b"?")
    assert len(pages(found)) == 1 or suffix in {"bz2", "zst", "xz", "br"}


# Damage


def test_an_encrypted_member_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    content = bytearray(zipped({"1.html": html(1), "2.html": html(2)}))
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1
    found = read(tmp_path / "a.zip", bytes(content))
    assert [page.body for page in pages(found)] == [html(2)]
    assert [(each.source, each.reason) for each in unreadable(found)] == [
        (f"{tmp_path / 'a.zip'}!/1.html", "encrypted")
    ]


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_a_zip_without_its_directory_is_read_as_far_as_it_goes(tmp_path: Path, method: int) -> None:
    files = {f"{number}.html": html(number) for number in range(5)}
    whole = zipped(files, method)
    cut = whole[: whole.rindex(b"PK\x03\x04") + 200]
    found = read(tmp_path / "a.zip", cut)
    assert [page.body for page in pages(found)[:4]] == [html(number) for number in range(4)]
    assert pages(found)[4].flags[-1] == "truncated:damaged"
    assert len(unreadable(found)) == 2


def test_a_damaged_member_costs_no_other(tmp_path: Path) -> None:
    content = bytearray(zipped({f"{n}.html": html(n) for n in range(3)}))
    second = content.index(b"1.html") + 60
    content[second : second + 30] = bytes(30)
    found = read(tmp_path / "a.zip", bytes(content))
    whole = [page for page in pages(found) if "truncated:damaged" not in page.flags]
    assert [page.body for page in whole] == [html(0), html(2)]
    assert [each.source for each in unreadable(found)] == [f"{tmp_path / 'a.zip'}!/1.html"]


@pytest.mark.parametrize("packing", ["tar", "tar.gz", "tar.zst"])
def test_a_tar_that_is_cut_is_read_as_far_as_it_goes(tmp_path: Path, packing: str) -> None:
    noise = {f"{n}.html": html(n) + bytes((n * k * k) % 251 for k in range(9000)) for n in range(9)}
    whole = PACKINGS[packing](noise)
    found = read(tmp_path / "archive", whole[: len(whole) * 2 // 3])
    assert len(pages(found)) >= (4 if packing != "tar.zst" else 0)
    for page, content in zip(pages(found), noise.values(), strict=False):
        is_cut = "truncated:damaged" in page.flags
        assert content == page.body or (is_cut and content.startswith(page.body))  # type: ignore[arg-type]
    assert unreadable(found)


def test_a_tar_is_read_behind_a_damaged_header(tmp_path: Path) -> None:
    content = bytearray(tarred({f"{n}.html": html(n) for n in range(4)}))
    second = content.index(b"1.html")
    content[second : second + 200] = b"\xff" * 200
    found = read(tmp_path / "archive.tar", bytes(content))
    assert [page.body for page in pages(found)] == [html(0), html(2), html(3)]
    assert [each.source for each in unreadable(found)] == [f"{tmp_path / 'archive.tar'}:{second}"]


def test_links_and_devices_in_a_tar_are_named(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo(f"kind-{kind.decode()}")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    found = read(tmp_path / "a.tar", out.getvalue())
    assert len(unreadable(found)) == len(found) == 3


NAMES = ["../../etc/1.html", "/1.html", "a\nb.html", "C:\\x\\1.html", "a!/b.html", "x:7", "é.html"]


@pytest.mark.parametrize("packing", ["zip", "tar", "tar.gz"])
@pytest.mark.parametrize("name", NAMES)
def test_names_that_are_no_paths_are_names(tmp_path: Path, name: str, packing: str) -> None:
    path = tmp_path / "archive"
    (found,) = read(path, PACKINGS[packing]({name: html(1)}))
    assert isinstance(found, SavedPage)
    assert found.source == f"{path}!/{name}"
    assert read_source(found.source) == found
    assert [each.name for each in tmp_path.iterdir()] == ["archive"]


def test_a_wacz_is_read(tmp_path: Path) -> None:
    files = {
        "archive/data.warc.gz": members([record(1), record(2)]),
        "indexes/index.cdx.gz": gzip.compress(b"com,saung)/ 20261120020000 {}\n"),
        "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n',
        "datapackage.json": b'{"profile": "data-package"}',
    }
    found = read(tmp_path / "a.wacz", zipped(files, zipfile.ZIP_STORED))
    assert [page.url for page in pages(found)] == [address(1), address(2)]
    assert [each.reason for each in found[2:]] == ["text", "JSON", "JSON"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("source", "raised"),
    [
        ("a.zip", ValueError),
        ("a.zip!/lain.html", FileNotFoundError),
        ("b.zip!/1", FileNotFoundError),
    ],
)
def test_a_source_that_leads_to_no_page_says_so(
    tmp_path: Path, source: str, raised: type[Exception]
) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"1.html": html(1)}))
    with pytest.raises(raised):
        read_source(str(tmp_path / source))


@pytest.mark.parametrize("packing", PACKINGS)
def test_parts_of_pages_in_an_archive_are_no_pages(tmp_path: Path, packing: str) -> None:
    files = {"x/a_files/iklan.html": html(2), "x/a.html": html(1), "b_files/3.html": html(3)}
    found = read(tmp_path / "archive", PACKINGS[packing](files))
    assert [page.body for page in pages(found)] == [html(1), html(3)]
    assert [each.reason for each in found if isinstance(each, SkippedFile)] == ["part of a.html"]
