"""Output files: what becomes of the old content, of links, of devices and of a full disk."""

import os
import threading
from pathlib import Path

import pytest

from newscrawler.corpus.output_file import OutputFile, write_file

OLD, NEW = b"berita kemarin\n", b"berita hari ini\n"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    file = tmp_path / "berita.jsonl"
    file.write_bytes(OLD)
    file.chmod(0o640)
    return file


def left_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def on_full_disk(file: Path) -> None:
    """Let the draft of `file` be on a full disk."""
    file.with_name(f".{file.name}.{os.getpid()}.part").symlink_to("/dev/full")


def test_a_new_file_takes_the_place_of_the_old_one_when_it_is_complete(old: Path) -> None:
    output = OutputFile(old, overwrite=True)
    output.file.write(NEW)
    assert old.read_bytes() == OLD
    output.commit()
    assert (old.read_bytes(), old.stat().st_mode & 0o777) == (NEW, 0o640)
    assert left_in(old.parent) == [old.name]


@pytest.mark.parametrize("overwrite", [True, False])
def test_what_is_discarded_leaves_no_trace(old: Path, *, overwrite: bool) -> None:
    for file in (old, old.parent / "baru.jsonl"):
        output = OutputFile(file, overwrite=overwrite)
        output.file.write(NEW)
        output.discard()
    assert (old.read_bytes(), left_in(old.parent)) == (OLD, [old.name])


def test_what_is_set_aside_stands_beside_the_old_content(old: Path) -> None:
    output = OutputFile(old, overwrite=True)
    output.file.write(NEW)
    kept = output.set_aside()
    assert kept == old.parent / "berita.jsonl.part"
    assert (old.read_bytes(), kept.read_bytes()) == (OLD, NEW)


@pytest.mark.parametrize("is_there", [True, False])
def test_a_link_is_kept_and_leads_to_the_new_content(old: Path, *, is_there: bool) -> None:
    target = old if is_there else old.parent / "baru.jsonl"
    link = old.parent / "tautan.jsonl"
    link.symlink_to(target)
    OutputFile(link, overwrite=True).discard()
    assert (link.is_symlink(), target.exists()) == (True, is_there)
    write_file(link, NEW)
    assert (link.is_symlink(), target.read_bytes()) == (True, NEW)


def test_a_pipe_is_written_as_it_comes(tmp_path: Path) -> None:
    pipe = tmp_path / "pipa"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_file(pipe, NEW)
    reader.join()
    assert (read, left_in(tmp_path)) == ([NEW], ["pipa"])


def test_a_full_disk_leaves_the_old_content(old: Path) -> None:
    on_full_disk(old)
    with pytest.raises(OSError, match="No space left") as raised:
        write_file(old, NEW)
    assert raised.value.filename == str(old)
    assert (old.read_bytes(), left_in(old.parent)) == (OLD, [old.name])


def test_a_folder_that_is_a_file_is_named(old: Path) -> None:
    with pytest.raises(NotADirectoryError, match=f"{old.name} is not a folder"):
        OutputFile(old / "berita.jsonl", overwrite=True)
