"""Heads of records and of HTTP messages, as crawlers and servers write them."""

from io import BytesIO

import pytest

from newscrawler.crawling.archive.warc_frames import CorruptRecord
from newscrawler.crawling.archive.warc_reader import Record, read_records
from newscrawler.crawling.archive.warc_response import HttpResponse, http_in
from tests.support.records import record


def read(content: bytes) -> Record:
    """Return the one record in `content`."""
    (found,) = read_records(BytesIO(content))
    assert isinstance(found, Record)
    return found


def message(*lines: bytes, end: bytes = b"\r\n") -> HttpResponse:
    return http_in(read(record(1, end.join([*lines, b"", b"<html>"]))))


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
@pytest.mark.parametrize(
    ("lines", "headers"),
    [
        pytest.param([b"A: 1", b"a: 2"], [("A", "1"), ("a", "2")], id="repeated"),
        pytest.param([b"A:1", b"B :\t2 "], [("A", "1"), ("B", "2")], id="blanks"),
        pytest.param([b"A: 1", b" 2", b"\t3", b"B: 4"], [("A", "1 2 3"), ("B", "4")], id="folded"),
        pytest.param([b"A: 1", b" ", b"B: 2"], [("A", "1"), ("B", "2")], id="line of blanks"),
        pytest.param([b"A: 1", b"odd", b"B: 2"], [("A", "1"), ("B", "2")], id="line without colon"),
        pytest.param([b":status: 200", b": 1", b"A: 2"], [("A", "2")], id="no name"),
        pytest.param([b"A:", b"B: x: y"], [("A", ""), ("B", "x: y")], id="empty"),
        pytest.param(
            [b"A: caf\xe9", b"B: \xc3\xa9"], [("A", "caf\xe9"), ("B", "\xc3\xa9")], id="8 bit"
        ),
        pytest.param([b"A: \x80\x99."], [("A", "\x80\x99.")], id="control characters"),
        pytest.param([], [], id="none"),
    ],
)
def test_headers_are_read(lines: list[bytes], headers: list[tuple[str, str]], end: bytes) -> None:
    found = message(b"HTTP/1.1 200 OK", *lines, end=end)
    assert found.headers == headers
    assert found.payload == b"<html>"


@pytest.mark.parametrize(
    ("line", "protocol", "status"),
    [
        (b"HTTP/1.1 404 Not Found", "HTTP/1.1", 404),
        (b"HTTP/1.0 200", "HTTP/1.0", 200),
        (b"HTTP/2 200 ", "HTTP/2", 200),
        (b"HTTP/1.1  301  Moved", "HTTP/1.1", 301),
        (b"HTTP/1.1 500 caf\xe9", "HTTP/1.1", 500),
    ],
)
def test_a_status_line_is_read(line: bytes, protocol: str, status: int) -> None:
    found = message(line, b"A: 1")
    assert (found.protocol, found.status) == (protocol, status)


@pytest.mark.parametrize(
    "line",
    [b"GET / HTTP/1.1", b"HTTP/1.1 abc", b"HTTP/1.1", b"200 OK", b"", b"<html>", b"HTTP/1.1 2000"],
)
def test_what_has_no_status_is_no_response(line: bytes) -> None:
    with pytest.raises(CorruptRecord):
        message(line, b"A: 1")


FIELDS = [
    pytest.param([b"WARC-A: 1", b"warc-a: 2"], "1", id="repeated"),
    pytest.param([b"WARC-A:1"], "1", id="no blank"),
    pytest.param([b"WARC-A: 1", b" 2"], "1 2", id="folded"),
    pytest.param([b"WARC-B: 1", b"\t", b"WARC-A: 1"], "1", id="line of blanks"),
    pytest.param([b"no field", b"WARC-A: 1"], "1", id="line without colon"),
    pytest.param([b"WARC-A: \xc3\xa9"], "\xe9", id="UTF-8"),
    pytest.param([b"WARC-A: caf\xe9"], "caf\ufffd", id="not UTF-8"),
]


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
@pytest.mark.parametrize(("lines", "value"), FIELDS)
def test_the_first_and_the_last_record_have_their_fields(
    lines: list[bytes], value: str, end: bytes
) -> None:
    head = end.join(
        [b"WARC/1.0", b"WARC-Type: metadata", *lines, b"Content-Length: 3", b"", b"abc"]
    )
    for found in read_records(BytesIO((head + end * 2) * 2)):
        assert isinstance(found, Record)
        assert (found.fields["warc-a"], found.kind, found.block) == (value, "metadata", b"abc")
