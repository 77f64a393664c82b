"""`scrapy fixture`: pages with golden answers: hold them against today's, and save new ones."""

import json
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scrapy.utils.conf import closest_scrapy_cfg

from newscrawler.extraction.page.document import is_web_address
from newscrawler.items import Article
from newscrawler.outcomes import ExitCode, Outcome
from newscrawler.process import Policy, process
from newscrawler.publishers import publisher_of, publishers
from newscrawler.reextraction.saved_pages import read_saved
from newscrawler.signals import url_deferred, url_finished
from newscrawler.spiders.fixture_spider import fixture_spider, keep_page
from newscrawler.spiders.spider_args import read_arguments
from newscrawler.terminal.article_view import article_panel
from newscrawler.terminal.command import QuietCommand, console, error, fail, set_help_epilog
from newscrawler.terminal.snapshot_diff import compare, differences_table, missing_parts, to_golden

EXAMPLES = """\
examples:
  scrapy fixture                              every page with what differs, field by field
  scrapy fixture tribun_video/amp             one page
  scrapy fixture --update tribun_video/amp    accept today's answer as the golden one
  scrapy fixture tribunnews https://www.tribunnews.com/… --name photo
                                              fetch a page (politely: robots.txt and all) and
                                              save it with its sidecar and golden answer
  scrapy fixture tribunnews saved/page.html   the same for a page on disk and its sidecar
  scrapy fixture tribunnews page.html --url https://… --fetched-at 2026-11-20T09:00:00+07:00

A page that lacks headline, text or date, is cut, in parts or a wall is refused: --incomplete saves
it all the same. What is saved still holds its publisher's sentences. Put your own in their place
before you commit it, and take "own_words" out of its sidecar: the tests look for it.
"""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
Answered = tuple[Article, dict[str, Any]]
"""An article, and the answer that it makes."""


class Command(QuietCommand):
    """Compares fixtures with their golden answers and saves new ones; rewrites only when asked."""

    def syntax(self) -> str:
        """The arguments after the command's name."""
        return "[options] [PUBLISHER/NAME… | PUBLISHER URL | PUBLISHER FILE]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Compare fixture pages with their golden answers, or save a new one"

    def add_options(self, parser: ArgumentParser) -> None:
        """Our own options, and examples."""
        super().add_options(parser)
        parser.add_argument(
            "--update", action="store_true", help="rewrite golden answers that differ"
        )
        parser.add_argument("--name", help="what to save the page as: small letters, digits, -")
        parser.add_argument("--url", help="the address of a page on disk without a sidecar")
        parser.add_argument("--fetched-at", help="when it was fetched, with its offset")
        parser.add_argument(
            "--incomplete", action="store_true", help="save a page that is no whole article"
        )
        set_help_epilog(parser, EXAMPLES)

    def run(self, args: list[str], opts: Namespace) -> None:
        """Save the page named after a publisher's key, or compare fixtures, all without names."""
        self.folder = Path(closest_scrapy_cfg()).parent / "fixtures"
        if args and args[0] in publishers():
            if len(args) != 2:  # noqa: PLR2004 (a publisher and a page)
                fail(f"{args[0]}: name one page of it, a URL or a file")
            with TemporaryDirectory() as folder:
                self._save(args[0], args[1], Path(folder), opts)
        else:
            self._compare(args, opts)

    def _compare(self, args: list[str], opts: Namespace) -> None:
        """Show where the answers for the fixtures named in `args` differ from the golden ones."""
        if args and "/" not in args[0]:
            fail(
                f"{args[0]!r} is no publisher, and fixtures are named PUBLISHER/NAME: "
                "scrapy list names the publishers"
            )
        pages = sorted(self.folder.glob("*/*.html"))  # the demo's site is a folder further down
        if args:
            named = [self.folder / f"{name}.html" for name in args]
            if missing := [str(page) for page in named if page not in pages]:
                fail(f"no such fixture: {', '.join(missing)}")
            pages = named
        differing = 0
        for page in pages:
            _, answer = _answer(str(page))
            sidecar = page.with_suffix(".json")
            facts = _facts(sidecar)
            name = f"{page.parent.name}/{page.stem}"
            if facts.get("own_words") is False:
                error(f"{name}: holds its publisher's sentences: put your own in their place")
            differences = compare(facts.get("article"), answer)
            if not differences:
                continue
            differing += 1
            console.print(differences_table(name, differences))
            if opts.update:
                _write(sidecar, facts | {"article": answer})
        verb = "rewritten" if opts.update else "differ (accept with --update)"
        console.print(f"{len(pages)} fixtures, {differing} {verb if differing else 'differ'}")
        if differing and not opts.update:
            self.exitcode = ExitCode.CHECK_FAILED

    def _save(self, key: str, place: str, folder: Path, opts: Namespace) -> None:
        """Save the page at `place` as a fixture of the publisher `key`; `folder` is for drafts."""
        page = self._target(key, place, opts)
        draft = folder / "page.html"
        if is_web_address(place):
            article, answer = self._fetch(key, place, draft)
        else:
            _copy(place, draft, opts)
            article, answer = _answer(str(draft))
        if publisher_of(article.url).key != key:
            fail(f"{article.url} is no page of {key}")
        missing = missing_parts(article, answer)
        if missing and not opts.incomplete:
            fail(
                f"{place}: {', '.join(missing)} (save it all the same: --incomplete)",
                ExitCode.NO_RESULT,
            )
        facts = _facts(draft.with_suffix(".json")) | {"own_words": False, "article": answer}
        if page.exists() and not self._may_rewrite(page, draft, answer, opts):
            return
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_bytes(draft.read_bytes())
        _write(page.with_suffix(".json"), facts)
        console.print(article_panel(article))
        console.print(f"{page.relative_to(self.folder.parent)} and its sidecar are written.")
        error(
            "Its sentences are its publisher's. Put your own in their place (class names, URLs and "
            f'date formats may stay), take "own_words" out of {page.stem}.json, read the answer '
            f"against the page, then: scrapy fixture --update {key}/{page.stem}"
        )

    def _target(self, key: str, place: str, opts: Namespace) -> Path:
        """The file to save to: never named after a URL, which is its site's to choose."""
        folder = self.folder / key
        if not is_web_address(place):
            if not Path(place).is_file():
                fail(f"{place}: no such file, and no web address")
            name = opts.name or Path(place).stem
        else:
            try:
                read_arguments({"url": place}, publishers()[key])
            except ValueError as wrong:
                fail(str(wrong))
            name = opts.name or _known_as(folder, place) or _free_name(folder)
        if not _NAME.fullmatch(name):
            fail(f"{name!r} is no name: give --name of small letters, digits and -")
        return folder / f"{name}.html"

    def _may_rewrite(self, page: Path, draft: Path, answer: Any, opts: Namespace) -> bool:
        """Show what would change in a fixture that there is; only --update changes it."""
        golden = _facts(page.with_suffix(".json")).get("article")
        differences = compare(golden, answer)
        name = f"{page.parent.name}/{page.stem}"
        if differences:
            console.print(differences_table(name, differences))
        elif page.read_bytes() == draft.read_bytes():
            console.print(f"{name} is this page already")
            return False
        if not opts.update:
            error(f"{name} is another page: rewrite it with --update, or give another --name")
            self.exitcode = ExitCode.CHECK_FAILED
        return bool(opts.update)

    def _fetch(self, key: str, url: str, draft: Path) -> Answered:
        """Fetch `url` as a crawl of `key` does, keep it as `draft` and read that; or end."""
        assert self.crawler_process
        why: list[str] = []

        def on_finished(outcome: Outcome) -> None:
            if outcome.article is None or outcome.state == "disallowed":
                why.append(f"{outcome.url}: {outcome.state}: {outcome.reason or 'no page'}")

        def on_deferred(url: str, reason: str) -> None:
            why.append(f"{url}: put off: {reason}")

        crawler = self.crawler_process.create_crawler(fixture_spider(key, draft))
        crawler.signals.connect(on_finished, url_finished)
        crawler.signals.connect(on_deferred, url_deferred)
        self.crawler_process.crawl(crawler, url=url)
        self.crawler_process.start()
        if why or not draft.exists():
            fail("; ".join(why) or f"{url}: no page came", ExitCode.NO_RESULT)
        return _answer(str(draft))


def _answer(file: str) -> Answered:
    """Read the page in `file`; what its site reserves does not matter for a fixture."""
    outcome = process(read_saved(file), Policy(refused_reservations=frozenset()))
    return outcome.extraction.article, to_golden(outcome)


def _copy(file: str, draft: Path, opts: Namespace) -> None:
    """Copy the page in `file` to `draft`, with a sidecar of what is known of it."""
    page = read_saved(file)
    try:
        stated = datetime.fromisoformat(opts.fetched_at) if opts.fetched_at else page.fetched_at
    except ValueError:
        stated = None
    if opts.fetched_at and (stated is None or stated.tzinfo is None):
        fail(
            f"--fetched-at {opts.fetched_at!r}: a time with its offset is wanted, such as "
            "2026-11-20T09:00:00+07:00"
        )
    url = opts.url or page.url
    if not url or not is_web_address(url):
        fail(f"{file}: where is it from? Give a sidecar or --url")
    if stated is None or stated.tzinfo is None:
        fail(f"{file}: when was it fetched? Give a sidecar, or --fetched-at with its offset")
    keep_page(replace(page, url=url, fetched_at=stated), draft)


def _known_as(folder: Path, url: str) -> str | None:
    """The name of the fixture whose page is at `url`."""
    pages = sorted(folder.glob("*.html"))
    return next((p.stem for p in pages if _facts(p.with_suffix(".json")).get("url") == url), None)


def _free_name(folder: Path) -> str:
    """The first of page-1, page-2 … that no fixture has."""
    names = (f"page-{number}" for number in count(1))
    return next(name for name in names if not (folder / f"{name}.html").exists())


def _write(sidecar: Path, facts: Mapping[str, Any]) -> None:
    text = json.dumps(facts, ensure_ascii=False, indent=1)
    sidecar.write_text(text + "\n", encoding="utf-8")


def _facts(sidecar: Path) -> dict[str, Any]:
    try:
        facts = json.loads(sidecar.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        facts = None
    if not isinstance(facts, dict):
        fail(f"{sidecar}: no JSON object; restore it, or write its url and fetched_at")
    return facts
