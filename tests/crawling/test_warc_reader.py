"""The archive as it is read: our files and those of other crawlers, whole or damaged."""

import gzip
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from newscrawler.crawling.archive.warc_reader import CorruptRange, Record, read_records
from newscrawler.crawling.archive.warc_response import response_in
from tests.support.warc import archived, content, page, write, write_foreign


def test_a_response_reads_back_as_it_was_written(tmp_path: Path) -> None:
    odd = [("X-A", "1"), ("X-A", "2"), ("Server", "caf\xe9"), ("X-Empty", "")]
    given = replace(page(1, b"\x00\xff\r\n\r\nWARC/1.1\r\n"), headers=odd, ip_address="::1")
    empty = replace(page(2), body=b"", truncated="disconnect", status=599, protocol="HTTP/1.0")
    reserved, free = replace(page(3), tdm_reserved=True), replace(page(4), tdm_reserved=False)
    write(tmp_path, given, empty, reserved, free)
    assert [*archived(tmp_path).values()] == [given, empty, reserved, free]
    (path,) = tmp_path.iterdir()
    assert content(path).count(b"TDM-Reservation: ") == 2


def test_every_record_can_be_read_from_its_place(tmp_path: Path) -> None:
    given = [page(number) for number in range(20)]
    for fetched, place in zip(given, write(tmp_path, *given, size=9_000), strict=True):
        name, _, offset = place.rpartition(":")
        record = next(read_records(tmp_path / name, int(offset)))
        assert isinstance(record, Record)
        assert response_in(record) == fetched


def test_d16_an_uncompressed_file_is_read_behind_its_damage(tmp_path: Path) -> None:
    path = tmp_path / "other.warc"
    write_foreign(path, is_gzip=False)
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b"Saung 2", b"Saung yang kedua", 1))
    found = list(read_records(path))
    assert [type(record) for record in found].count(CorruptRange) == 1
    assert sum(isinstance(record, Record) for record in found) == 2 * 11
    path.write_bytes(raw[:-700])
    assert isinstance([*read_records(path)][-1], CorruptRange)


def test_a_file_packed_as_one_gives_the_same_records(tmp_path: Path) -> None:
    path = tmp_path / "other.warc"
    write_foreign(path, is_gzip=False)
    whole = tmp_path / "other.warc.gz"
    whole.write_bytes(gzip.compress(path.read_bytes()))
    plain = [replace(found, is_unpacked=True) for found in read_records(path)]
    assert list(read_records(whole)) == plain


@pytest.mark.slow
def test_reading_a_large_file_takes_little_memory(tmp_path: Path) -> None:
    body = b"<html>" + b"saung " * 500_000
    write(tmp_path, *(page(number, body) for number in range(30)), page(99, body * 20))
    (path,) = tmp_path.iterdir()
    tracemalloc.start()
    found = sum(len(record.block) for record in read_records(path) if isinstance(record, Record))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found > 100_000_000
    assert peak < 80_000_000
