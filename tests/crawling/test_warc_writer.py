"""The archive as it is written: records, digests, rotation, and what is safe when."""

import asyncio
import gzip
import os
import random
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from newscrawler.crawling.archive.warc_writer import Archive, ArchiveUnavailable
from tests.support.site import url
from tests.support.warc import BIG, archived, content, page, responses, write


def test_other_tools_read_the_files_and_their_digests_verify(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [
        replace(page(1), ip_address="192.0.2.7"),
        replace(page(2, gzip.compress(b"<p>saung</p>")), headers=[("Content-Encoding", "gzip")]),
        replace(page(3), status=404, headers=[("X-Name", "caf\xe9")]),
    ]
    write(tmp_path, *given)
    (path,) = tmp_path.iterdir()
    with path.open("rb") as file:
        found = [
            (record.rec_type, record.rec_headers, record.raw_stream.read())
            for record in ArchiveIterator(file, check_digests="raise")
        ]
    assert [kind for kind, _, _ in found] == ["warcinfo", "response", "response", "response"]
    assert [body for _, _, body in found[1:]] == [fetched.body for fetched in given]
    head = found[1][1]
    assert head.protocol == "WARC/1.1"
    assert head["WARC-Target-URI"] == url(1)
    assert head["WARC-Date"] == "2026-11-18T05:00:00Z"
    assert head["WARC-IP-Address"] == "192.0.2.7"
    assert head["WARC-Payload-Digest"] == given[0].digest
    assert head["WARC-Block-Digest"].startswith("sha1:")
    assert b"HTTP/1.1 404 Not Found\r\nX-Name: caf\xe9\r\n" in content(path)
    assert Checker(type("Options", (), {"inputs": [str(path)], "verbose": True})).process_all() == 0
    assert "fail" not in capsys.readouterr().out


def test_files_are_rotated_by_size_and_sort_by_time(tmp_path: Path) -> None:
    noise = [random.Random(n).randbytes(30_000) for n in range(10)]  # noqa: S311 (no secret)
    places = write(tmp_path, *(page(n, body) for n, body in enumerate(noise)), size=100_000)
    files = sorted(tmp_path.iterdir())
    assert len(files) == 4
    assert [path.name for path in files] == sorted({place.rpartition(":")[0] for place in places})
    assert all(path.stat().st_size <= 100_000 for path in files)
    assert [got.body for path in files for got in responses(path)] == noise


def test_what_waits_together_is_made_safe_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls, real = [], os.fsync
    first, go_on = threading.Event(), threading.Event()

    def slow_fsync(descriptor: int) -> None:
        calls.append(descriptor)
        first.set()
        go_on.wait(30)
        real(descriptor)

    async def run_it() -> list[str]:
        archive = Archive(tmp_path, "run1", BIG)
        one = asyncio.ensure_future(archive.append(page(0)))
        await asyncio.to_thread(first.wait, 30)
        others = [asyncio.ensure_future(archive.append(page(n))) for n in range(1, 40)]
        await asyncio.sleep(0)
        assert not one.done(), "nothing is given before it is safe"
        go_on.set()
        places = await asyncio.gather(one, *others)
        calls_until_now.append(len(calls))
        await archive.close()
        return places

    calls_until_now: list[int] = []
    monkeypatch.setattr(os, "fsync", slow_fsync)
    assert len(set(asyncio.run(run_it()))) == 40
    assert calls_until_now[0] <= 4, "the folder, the first record, all the others"
    assert len(archived(tmp_path)) == 40


def test_nothing_is_written_to_a_closed_archive(tmp_path: Path) -> None:
    async def run_it() -> None:
        archive = Archive(tmp_path, "run1", BIG)
        await archive.close()
        with pytest.raises(ArchiveUnavailable):
            await archive.append(page(1))

    asyncio.run(run_it())
    assert [*tmp_path.iterdir()] == []


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ArchiveUnavailable, match="file"):
        write(tmp_path / "file" / "archive", page(1))
