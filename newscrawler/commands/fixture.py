"""`scrapy fixture`: hold what extraction answers today against the golden answers on file."""

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any, ClassVar

from rich.markup import escape
from rich.table import Table
from scrapy import signals
from scrapy.utils.conf import closest_scrapy_cfg

from newscrawler.cli import DIFFERENT, WRONG_WORDS, QuietCommand, console, keep_lines, refuse
from newscrawler.items import Article
from newscrawler.spiders.saved import SavedSpider, find_files

EXAMPLES = """\
examples:
  scrapy fixture                              every page with what differs, field by field
  scrapy fixture tribun_video/amp             one page
  scrapy fixture --update tribun_video/amp    accept today's answer as the golden one
"""
_LENGTH = 160


class Command(QuietCommand):
    """Compares the fixtures' answers with their golden ones; rewrites them only when asked."""

    own_settings: ClassVar[dict[str, Any]] = {
        # Two fixtures may show one article, and none belongs into the database.
        "ITEM_PIPELINES": {
            "pipelines.dates.DatesPipeline": 100,
            "pipelines.completeness.CompletenessPipeline": 200,
        },
    }

    def syntax(self) -> str:
        """The arguments after the command's name."""
        return "[options] [PUBLISHER/NAME…]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Compare the answers for the fixture pages with their golden answers"

    def add_options(self, parser: ArgumentParser) -> None:
        """Our own option, and examples."""
        super().add_options(parser)
        parser.add_argument(
            "--update", action="store_true", help="rewrite golden answers that differ"
        )
        keep_lines(parser, EXAMPLES)

    def run(self, args: list[str], opts: Namespace) -> None:
        """Compare the fixtures named in `args`, all of them without any."""
        folder = Path(closest_scrapy_cfg()).parent / "fixtures"
        pages = [str(folder / f"{name}.html") for name in args] or [str(folder)]
        try:
            files = [file for file in find_files(pages) if _is_fixture(file)]
        except FileNotFoundError as error:
            refuse(f"no such fixture: {error}", WRONG_WORDS)
        differing = 0
        for file, answer in self._answers(files):
            sidecar = Path(file).with_suffix(".json")
            facts = _facts(sidecar)
            differences = compare(facts.get("article"), answer)
            if not differences:
                continue
            differing += 1
            console.print(_table(f"{Path(file).parent.name}/{Path(file).stem}", differences))
            if opts.update:
                text = json.dumps(facts | {"article": answer}, ensure_ascii=False, indent=1)
                sidecar.write_text(text + "\n", encoding="utf-8")
        verb = "rewritten" if opts.update else "differ (accept with --update)"
        console.print(f"{len(files)} fixtures, {differing} {verb if differing else 'differ'}")
        if differing and not opts.update:
            self.exitcode = DIFFERENT

    def _answers(self, files: list[str]) -> list[tuple[str, dict[str, Any]]]:
        """What becomes of `files`; the answer of one that is dropped says why."""
        assert self.crawler_process
        answers: dict[str, dict[str, Any]] = {}

        def on_scraped(item: Article) -> None:
            answers[item.source or ""] = answer_of(item)

        def on_dropped(item: Article, exception: Exception) -> None:
            answers[item.source or ""] = answer_of(item) | {"dropped": str(exception)}

        crawler = self.crawler_process.create_crawler(SavedSpider)
        crawler.signals.connect(on_scraped, signals.item_scraped)
        crawler.signals.connect(on_dropped, signals.item_dropped)
        self.crawler_process.crawl(crawler, files=files, apart=True)
        self.crawler_process.start()
        return [(file, answers[file]) for file in files]


def _facts(sidecar: Path) -> dict[str, Any]:
    try:
        facts = json.loads(sidecar.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        facts = None
    if not isinstance(facts, dict):
        refuse(
            f"{sidecar}: no JSON object; restore it, or write its url and fetched_at", WRONG_WORDS
        )
    return facts


def _is_fixture(file: str) -> bool:
    """Whether `file` is an article page: index pages are served and crawled, not extracted."""
    return not Path(file).stem.startswith("index-")


def answer_of(article: Article) -> dict[str, Any]:
    """`article` as a golden answer: all its fields but the place it was read from."""
    answer = asdict(article)
    del answer["source"]
    return answer


def compare(golden: Any, answer: Any, field: str = "") -> list[tuple[str, Any, Any]]:
    """Where two answers differ, as (field, golden, answer), down to the smallest parts."""
    if golden == answer:
        return []
    if isinstance(golden, dict) and isinstance(answer, dict):
        names = list(golden | answer)
        return [
            difference
            for name in names
            for difference in compare(
                golden.get(name), answer.get(name), f"{field}.{name}".strip(".")
            )
        ]
    if isinstance(golden, list) and isinstance(answer, list) and len(golden) == len(answer):
        return [
            difference
            for number, (one, other) in enumerate(zip(golden, answer, strict=True))
            for difference in compare(one, other, f"{field}[{number}]")
        ]
    return [(field, golden, answer)]


def _table(name: str, differences: list[tuple[str, Any, Any]]) -> Table:
    table = Table("field", "golden", "answer", title=name, title_justify="left", show_lines=True)
    for field, golden, answer in differences:
        table.add_row(field, _shown(golden), _shown(answer))
    return table


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return escape(text if len(text) <= _LENGTH else f"{text[:_LENGTH]}… ({len(text)} characters)")
