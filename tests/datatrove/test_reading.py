"""Pages as documents of datatrove, and the articles in them."""

import gzip
import pickle
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from types import ModuleType

import dill
import msgspec
import psutil
import pytest
from datatrove.data import Document

from newscrawler.datatrove import (
    ArticleExtractor,
    AtomicJsonlWriter,
    AtomicParquetWriter,
    SavedPageReader,
)
from newscrawler.datatrove.page_documents import document_of_page, page_of_document
from newscrawler.extraction import SavedPage
from newscrawler.extraction_pool import PageLimits
from newscrawler.process import Policy
from newscrawler.reextraction.file_search import find_files
from newscrawler.reextraction.input_reader import ReadOptions, read_inputs
from newscrawler.reextraction.reextract import Reextraction
from newscrawler.reextraction.selection import Selection
from tests.support.datatrove import articles_in, excluded, run_steps, steps_of
from tests.support.paginated import three
from tests.support.records import address, frames, html, members, record, response, sha1
from tests.support.site import FIXTURES, HOST, news


def saved_pages(*paths: Path) -> list[SavedPage]:
    files = find_files(map(str, paths))
    return [each for each, _ in read_inputs(files) if isinstance(each, SavedPage)]


def urls(documents: Sequence[Document]) -> list[str]:
    return [document.metadata["url"] for document in documents]


def test_a_page_is_the_same_after_it_was_a_document(tmp_path: Path) -> None:
    archive = tmp_path / "a.warc.gz"
    odd = response(html(2), "Set-Cookie: a=1", "Set-Cookie: b=2", "X-Robots-Tag: noarchive")
    records = [
        record(1, None, "WARC-TDM-Reserved: 1"),
        record(2, odd, date="2026-11-20"),
        record(3, date="yesterday"),
        record(4, url="ftp://kabar.example/4"),
        record(5, None, f"WARC-Payload-Digest: {sha1(b'another')}"),
    ]
    archive.write_bytes(members(records))
    pages = saved_pages(archive, FIXTURES)
    assert len(pages) > 90
    assert [page_of_document(document_of_page(page)) for page in pages] == pages


def test_documents_are_the_articles_of_a_re_extraction(tmp_path: Path) -> None:
    given = articles_in(tmp_path, FIXTURES)
    outcomes = list(Reextraction(Policy()).run(saved_pages(FIXTURES)))
    articles = [each.article for each in outcomes if each.state == "stored" and each.article]
    assert len(articles) > 80
    assert [each.metadata for each in given.documents] == list(map(msgspec.to_builtins, articles))
    assert [each.text for each in given.documents] == [article.text for article in articles]
    assert [each.id for each in given.documents] == [article.source for article in articles]
    ended = Counter(state for _, state, _ in given.no_article)
    assert ended.pop("joined") == 1
    assert ended == Counter(each.state for each in outcomes if each.state != "stored")


def test_every_input_is_an_article_or_is_excluded_with_its_reason(tmp_path: Path) -> None:
    given = articles_in(tmp_path, FIXTURES)
    told = [each.id for each in given.documents]
    told += [source for source, _, _ in [*given.not_read, *given.no_article] if source]
    inputs = [each.source for each, _ in read_inputs(find_files([str(FIXTURES)]))]
    assert Counter(told) == Counter(inputs)
    assert all(state and reason for _, state, reason in [*given.not_read, *given.no_article])


def test_the_statistics_count_what_is_excluded(tmp_path: Path) -> None:
    reader, extractor = steps_of(tmp_path, FIXTURES)
    documents = run_steps([reader, extractor])
    read = {name: stat.total for name, stat in reader.stats.stats.items()}
    found = {name: stat.total for name, stat in extractor.stats.stats.items()}
    assert read["total"] == read["forwarded"] + read["dropped"]
    assert read["dropped"] == read["no_page"] > 0
    assert found["forwarded"] == len(documents)
    assert found["total"] == read["forwarded"] == found["forwarded"] + found["dropped"]
    states = Counter(state for _, state, _ in excluded(tmp_path / "no-article"))
    assert {name: found[name] for name in states} == states


# Odd archives


def test_an_empty_warc_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty.warc").touch()
    given = articles_in(tmp_path / "out", tmp_path / "empty.warc")
    assert (given.documents, given.no_article) == ([], [])
    assert given.not_read == [(str(tmp_path / "empty.warc"), "unreadable", "empty")]


def test_requests_alone_are_no_pages(tmp_path: Path) -> None:
    path = tmp_path / "requests.warc.gz"
    asked = b"GET /a HTTP/1.1\r\nHost: kabar.example\r\n\r\n"
    path.write_bytes(members(record(n, asked, kind="request") for n in range(3)))
    given = articles_in(tmp_path / "out", path)
    assert (given.documents, given.no_article) == ([], [])
    assert [each[1:] for each in given.not_read] == [("no_page", "request")] * 3


@pytest.mark.parametrize("pack", [b"".join, members, frames], ids=["plain", "gzip", "zstd"])
def test_a_file_that_is_cut_gives_what_is_before_the_cut(tmp_path: Path, pack: type) -> None:
    path = tmp_path / "cut.warc"
    path.write_bytes(pack([record(number) for number in range(6)])[:-60])
    given = articles_in(tmp_path / "out", path)
    assert urls(given.documents)[:5] == [address(number) for number in range(5)]
    assert "unreadable" in {state for _, state, _ in given.not_read}


def test_damage_amid_a_file_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "damaged.warc.gz"
    packed = [gzip.compress(record(number)) for number in range(6)]
    packed[2] = packed[2][:40] + bytes(20) + packed[2][60:]
    path.write_bytes(b"".join(packed))
    given = articles_in(tmp_path / "out", path)
    assert urls(given.documents) == [address(number) for number in (0, 1, 3, 4, 5)]
    assert [state for _, state, _ in given.not_read] == ["unreadable"]


def test_a_url_twice_gives_one_article_for_each_content(tmp_path: Path) -> None:
    path = tmp_path / "twice.warc.gz"
    changed = response(news("Saung 1 ditutup").encode())
    same = record(1)
    path.write_bytes(members([same, same, record(1, changed), record(2)]))
    given = articles_in(tmp_path / "out", path)
    assert urls(given.documents) == [address(1), address(1), address(2)]
    assert len({document.id for document in given.documents}) == 3
    assert [state for _, state, _ in given.no_article] == ["unchanged"]


def test_a_revisit_is_read_with_the_page_that_it_repeats(tmp_path: Path) -> None:
    path = tmp_path / "again.warc.gz"
    fields = (f"WARC-Payload-Digest: {sha1(html(1))}",)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    again = record(2, head, *fields, kind="revisit", url=address(1), date="2026-11-21T02:00:00Z")
    path.write_bytes(members([record(1, None, *fields), again]))
    given = articles_in(tmp_path / "out", path)
    assert urls(given.documents) == [address(1)]
    assert [state for _, state, _ in given.no_article] == ["unchanged"]


def test_pages_of_one_article_are_joined(tmp_path: Path) -> None:
    base = f"{HOST}/news/2000000/rute"
    parts = three(base, f"{base}?page=2", f"{base}?page=3")
    path = tmp_path / "parts.warc.gz"
    texts = enumerate(parts.items())
    path.write_bytes(
        members(record(n, response(text.encode()), url=where) for n, (where, text) in texts)
    )
    given = articles_in(tmp_path / "out", path)
    assert urls(given.documents) == [base]
    assert [state for _, state, _ in given.no_article] == ["joined", "joined"]


# Tasks


def test_tasks_share_the_files(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.warc.gz").write_bytes(members([record(number)]))
    (tmp_path / "list.txt").write_text("no archive")
    reader = SavedPageReader(
        str(tmp_path), AtomicJsonlWriter(str(tmp_path / "out")), glob_pattern="*.warc.gz"
    )
    shares = [urls(run_steps([reader], rank, 3)) for rank in range(3)]
    assert [len(share) for share in shares] == [2, 2, 1]
    assert sorted(chain.from_iterable(shares)) == [address(number) for number in range(5)]
    assert run_steps([reader], 6, 7) == [], "there are more tasks than files"


def test_no_file_at_all_is_an_error(tmp_path: Path) -> None:
    writer = AtomicJsonlWriter(str(tmp_path / "out"))
    with pytest.raises(FileNotFoundError, match=r"no \*\.warc in "):
        run_steps([SavedPageReader(str(tmp_path), writer, glob_pattern="*.warc")])
    with pytest.raises(FileNotFoundError):
        run_steps([SavedPageReader(str(tmp_path / "gone"), writer)])


def test_a_limit_and_the_filters_of_re_extraction_hold(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(
        members([record(1), record(2, url="https://lain.example/2"), record(3), record(4)])
    )
    options = ReadOptions(selection=Selection(hosts=frozenset(("lain.example",))))
    writer = AtomicJsonlWriter(str(tmp_path / "out"))
    found = run_steps([SavedPageReader(str(path), writer, options=options)])
    assert urls(found) == ["https://lain.example/2"]
    assert [each[1:] for each in excluded(tmp_path / "out")] == [("filtered", "host")] * 3
    assert len(run_steps([SavedPageReader(str(path), writer, limit=2)])) == 2


# Documents of others


def test_a_document_with_html_as_its_text_is_read_and_keeps_what_others_added(
    tmp_path: Path,
) -> None:
    """As datatrove's own readers of WARC files and JSON lines give it."""
    facts = {"url": address(7), "date": "2026-11-20T02:00:00Z", "file_path": "a", "score": 0.5}
    document = Document(news("Saung 7"), "<urn:uuid:7>", metadata=facts)
    extractor = ArticleExtractor(AtomicJsonlWriter(str(tmp_path)))
    (found,) = extractor([document])
    assert (found.id, found.metadata["headline"]) == ("<urn:uuid:7>", "Saung 7")
    assert found.metadata["fetched_at"] == "2026-11-20T02:00:00+00:00"
    assert found.metadata["score"] == 0.5
    assert "date" not in found.metadata


# Hostile pages


MEGABYTE = 1 << 20


@pytest.mark.parametrize("error", ["TimeoutError", "MemoryError"])
def test_a_page_over_its_limits_is_excluded_alone(tmp_path: Path, error: str) -> None:
    def document(number: int, text: str = "") -> Document:
        html = news(f"Saung {number}", text)
        return Document(html, str(number), metadata={"url": address(number)})

    used = psutil.Process().memory_info().rss
    limits = {"TimeoutError": PageLimits(0.5), "MemoryError": PageLimits(60, used + 100 * MEGABYTE)}
    hostile = document(2, "<p>Warga datang.</p>" * 400_000)
    extractor = ArticleExtractor(AtomicJsonlWriter(str(tmp_path)), limits=limits[error])
    found = list(extractor([document(1), hostile, document(3)]))
    assert [each.id for each in found] == ["1", "3"]
    assert excluded(tmp_path) == [("2", "quarantined", f"extraction_failed:{error}")]


def test_text_that_no_file_can_hold_harms_nothing(tmp_path: Path) -> None:
    odd = news("Saung &#xD800; &#0;", "<p>Warga \ud800 datang &#xDFFF; pagi.</p>")
    document = Document(odd, "1", metadata={"url": address(1)})
    extractor = ArticleExtractor(AtomicJsonlWriter(str(tmp_path / "no-article")))
    writers = (
        AtomicJsonlWriter(str(tmp_path / "jsonl")),
        AtomicParquetWriter(str(tmp_path / "parquet")),
    )
    for writer in writers:
        (written,) = writer(extractor([document]))
        assert "Warga" in written.text


# Other machines


@pytest.mark.parametrize("library", [pickle, dill], ids=["pickle", "dill"])
def test_steps_can_be_sent_to_other_machines(tmp_path: Path, library: ModuleType) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(members(record(number) for number in range(3)))
    steps = [*steps_of(tmp_path / "out", path), AtomicParquetWriter(str(tmp_path / "articles"))]
    sent = library.loads(library.dumps(steps))
    found = run_steps(sent)
    assert urls(found) == [address(number) for number in range(3)]
    again = library.loads(library.dumps(sent))
    assert run_steps(again) == found, "those of a task that has ended"
