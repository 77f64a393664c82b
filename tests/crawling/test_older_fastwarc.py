"""WARC files are read alike beside a FastWARC before version 2, which other libraries ask for."""

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from newscrawler.crawling.archive.warc_reader import read_records
from tests.reextraction.test_damage import damaged
from tests.reextraction.test_warc_inputs import PACKINGS
from tests.support.records import html, record, response
from tests.support.site import PROJECT
from tests.support.warc import page, write, write_foreign

OLDER = {"__init__": "", "stream_io": "", "warc": "ArchiveIterator = WarcRecord = object"}
"""A FastWARC that has none of the readers of version 2."""
LIST = """
import sys
from pathlib import Path
from newscrawler.crawling.archive.fastwarc_records import HAS_FASTWARC_2
from newscrawler.crawling.archive.warc_reader import read_records
assert not HAS_FASTWARC_2
for name in sys.argv[1:]:
    print(name, *read_records(Path(name)), sep="\\n")
"""
DAMAGED = 10


def write_archives(folder: Path) -> None:
    """Write WARC files to `folder`: our own, others, packed in all ways, whole and damaged."""
    write(folder, *(page(number) for number in range(5)))
    write_foreign(folder / "other.warc", is_gzip=False)
    write_foreign(folder / "other.warc.gz", is_gzip=True)
    odd = response(html(1), "X-A: 1", "X-A: 2", "X-B:\xe9", "no field", "X-C: a\r\n b")
    records = [*map(record, range(5)), record(6, odd, "WARC-A:b", "No field", "WARC-A: c")]
    for packing, pack in PACKINGS.items():
        random = Random(packing)  # noqa: S311 (no secret)
        content = pack(records)
        (folder / f"{packing}.warc").write_bytes(content)
        for number in range(DAMAGED):
            (folder / f"{packing} {number}.warc").write_bytes(damaged(content, random))


@pytest.mark.process
def test_an_older_fastwarc_reads_the_same_records(tmp_path: Path) -> None:
    library, archives = tmp_path / "fastwarc", tmp_path / "archives"
    library.mkdir()
    archives.mkdir()
    for name, text in OLDER.items():
        (library / f"{name}.py").write_text(text, encoding="utf-8")
    write_archives(archives)
    files = sorted(archives.iterdir())
    ran = subprocess.run(
        [sys.executable, "-c", LIST, *files],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        check=True,
        text=True,
    )
    read = [str(each) for path in files for each in (path, *read_records(path))]
    assert "CorruptRange" in ran.stdout
    assert ran.stdout.splitlines() == read
