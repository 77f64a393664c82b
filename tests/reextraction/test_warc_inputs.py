"""WARC files as all kinds of crawlers leave them: their pages, and what is said of the rest."""

import gzip
import re
import zlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest

from newscrawler.extraction import SavedPage
from newscrawler.reextraction.input_reader import ReadOptions, read_inputs
from newscrawler.reextraction.inputs import Input, SkippedRecord, UnreadableInput
from newscrawler.reextraction.sources import read_source
from tests.support.records import address, frames, html, members, record, response, sha1

Packing = Callable[[Sequence[bytes]], bytes]


def in_one(records: Sequence[bytes]) -> bytes:
    return gzip.compress(b"".join(records))


def in_one_frame(records: Sequence[bytes]) -> bytes:
    return frames([b"".join(records)])


def in_blocks(records: Sequence[bytes]) -> bytes:
    """Pack as bgzip does: members begin anywhere in records, and an empty one ends the file."""
    whole = b"".join(records)
    blocks = [whole[start : start + 300] for start in range(0, len(whole), 300)]
    return members([*blocks, b""])


def in_pairs(records: Sequence[bytes]) -> bytes:
    return members(b"".join(records[start : start + 2]) for start in range(0, len(records), 2))


PACKINGS: dict[str, Packing] = {
    "plain": b"".join,
    "gzip members": members,
    "one gzip member": in_one,
    "zstd frames": frames,
    "one zstd frame": in_one_frame,
    "gzip blocks": in_blocks,
    "gzip pairs": in_pairs,
}


def read(path: Path, content: bytes, *, strict: bool = False) -> list[Input]:
    """Write `content` to `path`, and return what it holds."""
    path.write_bytes(content)
    options = ReadOptions(is_strict=strict)
    return [found for found, _ in read_inputs([str(path)], options)]


def pages(found: Sequence[Input]) -> list[SavedPage]:
    return [each for each in found if isinstance(each, SavedPage)]


def one_page(path: Path, content: bytes) -> SavedPage:
    (page,) = read(path, content)
    assert isinstance(page, SavedPage), page
    return page


@pytest.mark.parametrize("name", ["a.warc", "without-suffix", "odd.html"])
@pytest.mark.parametrize("packing", PACKINGS)
def test_a_file_is_read_however_it_is_packed_and_called(
    tmp_path: Path, packing: str, name: str
) -> None:
    path = tmp_path / name
    found = read(path, PACKINGS[packing]([record(number) for number in range(5)]))
    assert [page.url for page in pages(found)] == [address(number) for number in range(5)]
    assert [page.body for page in pages(found)] == [html(number) for number in range(5)]
    assert len(found) == 5


@pytest.mark.parametrize("packing", PACKINGS)
def test_every_source_leads_to_its_page(tmp_path: Path, packing: str) -> None:
    path = tmp_path / "a.warc.gz"
    found = pages(read(path, PACKINGS[packing]([record(number) for number in range(5)])))
    assert len({page.source for page in found}) == 5
    assert [read_source(page.source or "") for page in found] == found


def test_sources_of_earlier_versions_are_offsets_of_members(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    found = pages(read(path, members([record(1), record(2)])))
    assert found[1].source == f"{path}:{len(gzip.compress(record(1)))}"


DATES = {
    "2026-11-20T02:00:00Z": "2026-11-20T02:00:00+00:00",
    "20261120020000": "2026-11-20T02:00:00+00:00",
    "2026-11-20T02:00:00.123456789Z": "2026-11-20T02:00:00.123456+00:00",
    "2026-11-20T02:00:00.5Z": "2026-11-20T02:00:00.500000+00:00",
    "2026-11-20T09:00:00+07:00": "2026-11-20T02:00:00+00:00",
    "2026-11-20T09:00:00+0700": "2026-11-20T02:00:00+00:00",
    "2026-11-20 02:00:00": "2026-11-20T02:00:00+00:00",
    "2026-11-20T02:00Z": "2026-11-20T02:00:00+00:00",
    "2026-11-20T02:00:00": "2026-11-20T02:00:00+00:00",
    "2026-11-20": "2026-11-20T00:00:00+00:00",
    "20261120": "2026-11-20T00:00:00+00:00",
    "Fri, 20 Nov 2026 02:00:00 GMT": "2026-11-20T02:00:00+00:00",
}


@pytest.mark.parametrize("date", DATES)
def test_dates_are_read_in_every_form(tmp_path: Path, date: str) -> None:
    page = one_page(tmp_path / "a.warc", record(1, date=date))
    assert page.fetched_at is not None
    assert page.fetched_at.isoformat() == DATES[date]
    assert page.flags == []


@pytest.mark.parametrize("date", ["kemarin", "", "2026-13-45T99:00:00Z", "1795140000", "2026"])
def test_a_date_that_is_none_is_flagged(tmp_path: Path, date: str) -> None:
    page = one_page(tmp_path / "a.warc", record(1, date=date))
    assert page.fetched_at is None
    assert page.flags == ["fetched_at_unreadable"]


def chunked(body: bytes) -> bytes:
    parts = [body[start : start + 90] for start in range(0, len(body), 90)]
    return b"".join(b"%x;x=y\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def deflated(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


BODY = html(1)
GZIP, CHUNKED = "Content-Encoding: gzip", "Transfer-Encoding: chunked"
BLOCKS = {
    "gzip": response(gzip.compress(BODY), GZIP),
    "raw deflate": response(deflated(BODY), "Content-Encoding: deflate"),
    "br": response(brotli.compress(BODY), "Content-Encoding: br"),
    "gzip and chunks": response(chunked(gzip.compress(BODY)), GZIP, CHUNKED),
    "chunks joined": response(BODY, CHUNKED),
    "gzip that nobody names": response(gzip.compress(BODY)),
    "octets": response(BODY, content_type="application/octet-stream"),
    "no type": response(BODY, content_type=""),
    "text, comments first": response(b"\n<!-- a -->\n<!-- b -->" + BODY, content_type="text/plain"),
    "line feeds": response(BODY).replace(b"\r\n", b"\n", 3),
    "a line that is no header": response(BODY, "omong kosong"),
    "bytes that are no text": response(BODY, "Server: caf\xe9 \xff"),
    "pseudo headers": response(BODY, ":status: 200", status="HTTP/2 200"),
    "HTTP/3": response(BODY, status="HTTP/3 200"),
    "no reason": response(BODY, status="HTTP/1.0 200"),
    "203": response(BODY, status="HTTP/1.1 203 Non-Authoritative Information"),
    "206, whole": response(
        BODY, f"Content-Range: bytes 0-{len(BODY) - 1}/{len(BODY)}", status="HTTP/1.1 206 Part"
    ),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_responses_are_read_in_every_form(tmp_path: Path, name: str) -> None:
    page = one_page(tmp_path / "a.warc", record(1, BLOCKS[name]))
    body = page.body if isinstance(page.body, bytes) else b""
    assert body.endswith(BODY)
    assert page.flags == []


def test_a_coding_that_only_the_header_names_is_flagged(tmp_path: Path) -> None:
    page = one_page(tmp_path / "a.warc", record(1, response(BODY, GZIP)))
    assert (page.body, page.flags) == (BODY, ["encoding_mismatch"])


def test_a_part_of_a_page_is_flagged(tmp_path: Path) -> None:
    part = response(BODY[:400], "Content-Range: bytes 0-399/9000", status="HTTP/1.1 206 Part")
    assert one_page(tmp_path / "a.warc", record(1, part)).flags == ["truncated:range"]


@pytest.mark.parametrize("kind", ["resource", "conversion"])
@pytest.mark.parametrize("content_type", ["text/html; charset=utf-8", "application/xhtml+xml", ""])
def test_pages_without_http_are_read(tmp_path: Path, kind: str, content_type: str) -> None:
    page = one_page(tmp_path / "a.warc", record(1, BODY, kind=kind, content_type=content_type))
    assert (page.body, page.status) == (BODY, 200)


OTHERS = {
    "warcinfo": record(1, b"software: x", kind="warcinfo", content_type="application/warc-fields"),
    "request": record(1, b"GET / HTTP/1.1\r\n\r\n", kind="request"),
    "metadata": record(1, b"a: b", kind="metadata", content_type="application/warc-fields"),
    "not HTTP": record(1, b"20261120 A 127.0.0.1", url="dns:saung", content_type="text/dns"),
    "not HTML": record(1, b"teks", kind="conversion", content_type="text/plain"),
    "not a web address": record(1, BODY, kind="resource", url="urn:text:x", content_type=""),
    "robots.txt": record(1, url="https://saung.example/robots.txt"),
    "status other than 200": record(1, response(BODY, status="HTTP/1.1 404 Not Found")),
    "revisit of a page that is not at hand": record(1, response(b""), kind="revisit"),
}


@pytest.mark.parametrize("reason", OTHERS)
def test_what_holds_no_page_is_said(tmp_path: Path, reason: str) -> None:
    found = read(tmp_path / "a.warc", OTHERS[reason] + record(2))
    assert [type(each) for each in found] == [SkippedRecord, SavedPage]
    assert isinstance(found[0], SkippedRecord)
    assert (found[0].reason, found[0].source) == (reason, f"{tmp_path / 'a.warc'}:0")


# Records that belong together


def revisit(number: int, original: int, *fields: str, date: str = "2026-11-21T02:00:00Z") -> bytes:
    block = response(b"")
    url = address(original)
    return record(number, block, *fields, kind="revisit", url=url, date=date)


REFERENCES = {
    "id": (f"WARC-Refers-To: <urn:uuid:{1}>",),
    "digest": (f"WARC-Payload-Digest: {sha1(BODY)}",),
    "address": (
        f"WARC-Refers-To-Target-URI: {address(1)}",
        "WARC-Refers-To-Date: 2026-11-20T02:00:00Z",
    ),
}


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("reference", REFERENCES)
def test_a_revisit_is_the_page_it_repeats_at_its_own_time(
    tmp_path: Path, reference: str, packing: str
) -> None:
    original = record(1, None, f"WARC-Payload-Digest: {sha1(BODY)}")
    again = revisit(2, 1, *REFERENCES[reference])
    first, second = pages(read(tmp_path / "a", PACKINGS[packing]([original, again])))
    assert first.fetched_at == datetime(2026, 11, 20, 2, tzinfo=UTC)
    assert second.fetched_at == datetime(2026, 11, 21, 2, tzinfo=UTC)
    assert second.body == first.body == BODY


def test_a_revisit_finds_its_original_in_an_earlier_file(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(members([record(1)]))
    (tmp_path / "b.warc.gz").write_bytes(members([revisit(2, 1, *REFERENCES["id"])]))
    files = [str(tmp_path / name) for name in ("a.warc.gz", "b.warc.gz")]
    first, second = pages([found for found, _ in read_inputs(files)])
    assert second.body == first.body


def test_a_revisit_of_another_address_is_no_second_article(tmp_path: Path) -> None:
    again = record(2, response(b""), *REFERENCES["id"], kind="revisit", url=address(2))
    found = read(tmp_path / "a.warc", record(1) + again)
    assert [type(each) for each in found] == [SavedPage, SkippedRecord]


def segments(number: int, *parts: bytes, origin: str | None = None) -> list[bytes]:
    first, *others = parts
    origin = f"<urn:uuid:{number}>" if origin is None else origin
    found = [record(number, first, "WARC-Segment-Number: 1")]
    total = sum(map(len, parts))
    for at, part in enumerate(others, 2):
        fields = [f"WARC-Segment-Number: {at}", f"WARC-Segment-Origin-ID: {origin}"]
        if at == len(parts):
            fields.append(f"WARC-Segment-Total-Length: {total}")
        found.append(record(number, part, *fields, kind="continuation"))
    return found


def thirds(number: int) -> tuple[bytes, bytes, bytes]:
    whole = response(html(number))
    third = len(whole) // 3
    return whole[:third], whole[third : 2 * third], whole[2 * third :]


@pytest.mark.parametrize("origin", [None, "<urn:uuid:somebody-else>"])
@pytest.mark.parametrize("packing", PACKINGS)
def test_segments_are_joined(tmp_path: Path, packing: str, origin: str | None) -> None:
    records = segments(1, *thirds(1), origin=origin)
    path = tmp_path / "a.warc.gz"
    found = pages(read(path, PACKINGS[packing](records)))
    assert [(page.body, page.flags) for page in found] == [(html(1), [])]
    assert read_source(found[0].source or "") == found[0]


def test_segments_of_two_records_may_alternate_and_stand_in_two_files(tmp_path: Path) -> None:
    one, two = segments(1, *thirds(1)), segments(2, *thirds(2))
    (tmp_path / "a.warc").write_bytes(one[0] + two[0] + one[1])
    (tmp_path / "b.warc").write_bytes(two[1] + two[2] + one[2])
    files = [str(tmp_path / name) for name in ("a.warc", "b.warc")]
    found = pages([found for found, _ in read_inputs(files)])
    assert [page.body for page in found] == [html(2), html(1)]


def test_a_page_whose_last_segment_is_missing_is_flagged(tmp_path: Path) -> None:
    first, second, _ = segments(1, *thirds(1))
    found = read(tmp_path / "a.warc", first + second)
    assert isinstance(found[0], SkippedRecord)
    (page,) = pages(found)
    assert page.flags == ["truncated:segment"]
    assert page.body == html(1)[: len(page.body)]


# Damage


@pytest.mark.parametrize("name", ["WARC-Payload-Digest", "WARC-Block-Digest"])
def test_d16_a_wrong_digest_is_flagged_or_refused(tmp_path: Path, name: str) -> None:
    content = record(1, None, f"{name}: {sha1(b'x')}") + record(2)
    first, second = pages(read(tmp_path / "a.warc", content))
    assert (first.flags, second.flags) == (["digest_mismatch"], [])
    refused, _ = read(tmp_path / "a.warc", content, strict=True)
    assert isinstance(refused, UnreadableInput)
    assert refused.reason == f"{name} is wrong"


@pytest.mark.parametrize("digest", [sha1(BODY), f"sha-1:{sha1(BODY)[5:].lower()}", "xxh3:00"])
def test_right_and_unknown_digests_raise_no_doubt(tmp_path: Path, digest: str) -> None:
    content = record(1, None, f"WARC-Payload-Digest: {digest}")
    assert one_page(tmp_path / "a.warc", content).flags == []


def with_length(record_: bytes, change: int) -> bytes:
    """Return the record with another Content-Length."""
    return re.sub(rb"(?<=Content-Length: )\d+", lambda m: b"%d" % (int(m[0]) + change), record_)


SECOND = [record(number) for number in range(4)]
DAMAGES = {
    "garbage between": [b"".join([SECOND[0], b"sampah\r\n\r\n", *SECOND[1:]]), 4],
    "a length too short": [b"".join([SECOND[0], with_length(SECOND[1], -9), *SECOND[2:]]), 3],
    "a length too long": [b"".join([SECOND[0], with_length(SECOND[1], 99), *SECOND[2:]]), 3],
    "gzip: a length too short": [members([SECOND[0], with_length(SECOND[1], -9), *SECOND[2:]]), 3],
    "gzip: a length too long": [members([SECOND[0], with_length(SECOND[1], 99), *SECOND[2:]]), 3],
    "no length": [b"".join([SECOND[0], SECOND[1].replace(b"Content-L", b"L"), *SECOND[2:]]), 3],
}
DAMAGES |= {
    "gzip: garbage": [members(SECOND[:2]) + b"sampah" * 9 + members(SECOND[2:]), 4],
    "gzip: a member cut": [
        gzip.compress(SECOND[0]) + gzip.compress(SECOND[1])[:-40] + members(SECOND[2:]),
        3,
    ],
    "gzip: bytes changed": [
        gzip.compress(SECOND[0])
        + gzip.compress(SECOND[1])[:100]
        + bytes(40)
        + gzip.compress(SECOND[1])[140:]
        + members(SECOND[2:]),
        3,
    ],
    "zstd: garbage": [frames(SECOND[:2]) + b"sampah" * 9 + frames(SECOND[2:]), 4],
    "zstd: a frame cut": [
        frames(SECOND[:1]) + frames(SECOND[1:2])[:-40] + frames(SECOND[2:]),
        3,
    ],
    "plain: cut": [b"".join(SECOND)[:-100], 3],
    "gzip: cut": [members(SECOND)[:-100], 3],
    "zstd: cut": [frames(SECOND)[:-100], 3],
}


@pytest.mark.parametrize("name", DAMAGES)
def test_d16_reading_goes_on_behind_damage_and_names_its_place(tmp_path: Path, name: str) -> None:
    content, whole = DAMAGES[name]
    assert isinstance(content, bytes)
    found = read(tmp_path / "a.warc", content)
    assert len(pages(found)) == whole
    damaged = [each for each in found if isinstance(each, UnreadableInput)]
    assert len(damaged) == 1
    assert damaged[0].source.rpartition(":")[0] == str(tmp_path / "a.warc")


def test_d16_a_file_packed_as_one_is_read_up_to_its_damage(tmp_path: Path) -> None:
    packed = in_one(
        [
            record(number, response(html(number) + bytes(range(256)) * number))
            for number in range(50)
        ]
    )
    found = read(tmp_path / "a.warc.gz", packed[: len(packed) // 2])
    assert len(pages(found)) > 5
    assert [page.url for page in pages(found)] == [address(n) for n in range(len(pages(found)))]
    assert isinstance(found[-1], UnreadableInput)


@pytest.mark.slow
def test_h3_what_is_too_large_costs_little_memory(tmp_path: Path) -> None:
    import tracemalloc  # noqa: PLC0415 (for this test alone)

    bomb = response(gzip.compress(b"<html>" + bytes(300_000_000)), GZIP)
    huge = response(b"<html>" + b"saung " * 10_000_000)
    (tmp_path / "a.warc.gz").write_bytes(members([record(1, bomb), record(2, huge), record(3)]))
    tracemalloc.start()
    found = [each for each, _ in read_inputs([str(tmp_path / "a.warc.gz")])]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [type(each) for each in found] == [UnreadableInput, SkippedRecord, SavedPage]
    assert peak < 120_000_000
