"""Files that have their names only when they are complete, and what stands in them."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from datatrove.data import Document
from datatrove.pipeline.readers import JsonlReader, ParquetReader
from datatrove.pipeline.writers.disk_base import DiskWriter

from newscrawler.datatrove import AtomicJsonlWriter, AtomicParquetWriter
from newscrawler.datatrove.atomic_writers import article_schema
from tests.support.datatrove import articles_in
from tests.support.site import FIXTURES

Writer = type[AtomicJsonlWriter] | type[AtomicParquetWriter]
WRITERS = pytest.mark.parametrize("kind", [AtomicJsonlWriter, AtomicParquetWriter])


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> list[Document]:
    return articles_in(tmp_path_factory.mktemp("out"), FIXTURES).documents


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*"))


def finish(writer: DiskWriter, documents: list[Document]) -> None:
    assert list(writer(documents)) == documents


@WRITERS
def test_a_file_has_its_name_when_it_is_complete(
    tmp_path: Path, kind: Writer, articles: list[Document]
) -> None:
    writing = kind(str(tmp_path))(articles)
    next(writing)
    (draft,) = names(tmp_path)
    assert draft.endswith(".part")
    assert len(list(writing)) == len(articles) - 1
    (complete,) = names(tmp_path)
    assert draft.startswith(complete)


@WRITERS
def test_a_task_that_fails_leaves_no_file_and_an_old_one_as_it_was(
    tmp_path: Path, kind: Writer, articles: list[Document]
) -> None:
    def failing() -> Iterator[Document]:
        yield from articles[:3]
        raise OSError

    with pytest.raises(OSError):
        list(kind(str(tmp_path))(failing()))
    assert names(tmp_path) == []
    finish(kind(str(tmp_path)), articles[:1])
    (path,) = tmp_path.iterdir()
    before = path.read_bytes()
    with pytest.raises(OSError):
        list(kind(str(tmp_path))(failing()))
    assert (names(tmp_path), path.read_bytes()) == ([path.name], before)


@WRITERS
def test_a_step_that_stops_taking_leaves_no_file(
    tmp_path: Path, kind: Writer, articles: list[Document]
) -> None:
    writing = kind(str(tmp_path))(articles)
    next(writing)
    writing.close()
    assert names(tmp_path) == []


@WRITERS
def test_the_drafts_of_killed_tasks_are_removed_and_those_of_others_kept(
    tmp_path: Path, kind: Writer, articles: list[Document]
) -> None:
    killed = kind(str(tmp_path))
    killed.__enter__()
    for rank in (1, 2):
        killed.write(articles[0], rank)
    list(kind(str(tmp_path))(articles, 1))
    assert [name.endswith(".part") for name in names(tmp_path)] == [False, True]
    assert len(names(tmp_path)) == 2


@WRITERS
def test_two_processes_may_do_one_task(
    tmp_path: Path, kind: Writer, articles: list[Document]
) -> None:
    """As where a task was given up that goes on: the file is that of one of them."""
    first, second = (kind(str(tmp_path))(articles) for _ in range(2))
    next(first)
    next(second)
    list(second)
    (path,) = tmp_path.iterdir()
    before = path.read_bytes()
    with pytest.raises(FileNotFoundError):
        list(first)
    assert path.read_bytes() == before


def test_many_files_of_a_task_are_named_at_its_end(
    tmp_path: Path, articles: list[Document]
) -> None:
    writing = AtomicParquetWriter(str(tmp_path), max_file_size=1, batch_size=20)(articles)
    for _ in range(50):
        next(writing)
    assert len(names(tmp_path)) > 1
    assert all(name.endswith(".part") for name in names(tmp_path))
    list(writing)
    assert not any(name.endswith(".part") for name in names(tmp_path))
    assert pq.read_table(tmp_path).num_rows == len(articles)


@pytest.mark.parametrize("compression", ["infer", "gzip", "zstd", None])
def test_lines_are_compressed_as_asked(
    tmp_path: Path, compression: str | None, articles: list[Document]
) -> None:
    name = "${rank}.jsonl.gz" if compression == "infer" else None
    finish(AtomicJsonlWriter(str(tmp_path), name, compression=compression), articles)
    found = list(JsonlReader(str(tmp_path), add_file_path=False)())
    with_text = [each for each in articles if each.text]
    assert found == with_text


def test_parquet_files_hold_the_whole_articles(tmp_path: Path, articles: list[Document]) -> None:
    finish(AtomicParquetWriter(str(tmp_path)), articles)
    table = pq.read_table(tmp_path)
    rows = table.to_pylist(maps_as_pydicts="strict")
    assert rows == [{"id": d.id, "text": d.text, **d.metadata} for d in articles]
    assert table.schema.equals(article_schema())
    read = list(ParquetReader(str(tmp_path))())
    assert [each.text for each in read] == [each.text for each in articles if each.text]


def test_metadata_without_a_column_is_refused(tmp_path: Path, articles: list[Document]) -> None:
    article = articles[0]
    scored = Document(article.text, article.id, metadata={**article.metadata, "score": 0.5})
    with pytest.raises(ValueError, match="schema= has no column for score"):
        list(AtomicParquetWriter(str(tmp_path))([scored]))
    assert names(tmp_path) == []
    schema = article_schema().append(pa.field("score", pa.float64()))
    finish(AtomicParquetWriter(str(tmp_path), schema=schema), [scored])
    assert pq.read_table(tmp_path)["score"].to_pylist() == [0.5]
