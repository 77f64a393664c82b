"""`scrapy fixture`: compare saved pages with their golden answers, and save new pages."""

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
from newscrawler.terminal.command import (
    QuietCommand,
    console,
    error,
    fail,
    require_checkout,
    set_help_epilog,
)
from newscrawler.terminal.snapshot_diff import compare, differences_table, missing_parts, to_golden

EXAMPLES = """\
examples:
  scrapy fixture                              compare all pages, and show what differs
  scrapy fixture tribun_video/amp             compare one page
  scrapy fixture --update tribun_video/amp    accept the current answer as the golden one
  scrapy fixture tribunnews https://www.tribunnews.com/… --name photo
                                              fetch a page under all rules of a crawl, and
                                              save it with its sidecar and golden answer
  scrapy fixture tribunnews saved/page.html   the same for a page on disk with its sidecar
  scrapy fixture tribunnews page.html --url https://… --fetched-at 2026-11-20T09:00:00+07:00

A page is refused when it lacks a headline, a text or a date, or when it is truncated, one part of
an article, or a wall; --incomplete saves it nevertheless. A saved page still has the sentences of
its publisher. Replace them by your own before you commit it, and remove "own_words" from its
sidecar; a test checks this.
"""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
Answered = tuple[Article, dict[str, Any]]
"""An article, and its answer."""


class Command(QuietCommand):
    """Compares fixtures with their golden answers, and saves new fixtures."""

    def syntax(self) -> str:
        """Return the arguments after the command's name."""
        return "[options] [PUBLISHER/NAME… | PUBLISHER URL | PUBLISHER FILE]"

    def short_desc(self) -> str:
        """Return one line for the list of commands."""
        return "Compare fixture pages with their golden answers, or save a new one"

    def add_options(self, parser: ArgumentParser) -> None:
        """Add the command's own options and examples."""
        super().add_options(parser)
        parser.add_argument(
            "--update", action="store_true", help="replace golden answers (or pages) that differ"
        )
        parser.add_argument("--name", help="the name of the new fixture: a-z, 0-9 and -")
        parser.add_argument("--url", help="the URL of a page on disk, where no sidecar has it")
        parser.add_argument(
            "--fetched-at", help="when it was fetched, with an offset: 2026-11-20T09:00:00+07:00"
        )
        parser.add_argument(
            "--incomplete", action="store_true", help="save a page that is not a complete article"
        )
        set_help_epilog(parser, EXAMPLES)

    def run(self, args: list[str], opts: Namespace) -> None:
        """Save a page when `args` begin with a publisher's key; else compare fixtures."""
        self.folder = require_checkout("scrapy fixture") / "fixtures"
        if args and args[0] in publishers():
            if len(args) != 2:  # noqa: PLR2004 (a publisher and a page)
                fail(f"{args[0]}: give one page of this publisher, a URL or a file")
            with TemporaryDirectory() as folder:
                self._save(args[0], args[1], Path(folder), opts)
        else:
            self._compare(args, opts)

    def _compare(self, args: list[str], opts: Namespace) -> None:
        """Show how the fixtures named in `args` (all for none) differ from their golden answers."""
        if args and "/" not in args[0]:
            fail(
                f"{args[0]!r} is neither a publisher (see scrapy list) nor a fixture, which is "
                "written PUBLISHER/NAME"
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
                error(f"{name} has its publisher's sentences; replace them by your own")
            differences = compare(facts.get("article"), answer)
            if not differences:
                continue
            differing += 1
            console.print(differences_table(name, differences))
            if opts.update:
                _write(sidecar, facts | {"article": answer})
        verb = "rewritten" if opts.update else "differ (--update accepts them)"
        console.print(f"{len(pages)} fixtures, {differing} {verb if differing else 'differ'}")
        if differing and not opts.update:
            self.exitcode = ExitCode.CHECK_FAILED

    def _save(self, key: str, place: str, folder: Path, opts: Namespace) -> None:
        """Save the page at `place` as a fixture of the publisher `key`.

        `place` is a URL or a file, `folder` a temporary folder.
        """
        page = self._target(key, place, opts)
        draft = folder / "page.html"
        if is_web_address(place):
            article, answer = self._fetch(key, place, draft)
        else:
            _copy(place, draft, opts)
            article, answer = _answer(str(draft))
        if publisher_of(article.url).key != key:
            fail(f"{article.url} is not a page of {key}")
        missing = missing_parts(article, answer)
        if missing and not opts.incomplete:
            fail(
                f"{place}: {', '.join(missing)} (--incomplete saves it nevertheless)",
                ExitCode.NO_RESULT,
            )
        facts = _facts(draft.with_suffix(".json")) | {"own_words": False, "article": answer}
        if page.exists() and not self._may_rewrite(page, draft, answer, opts):
            return
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_bytes(draft.read_bytes())
        _write(page.with_suffix(".json"), facts)
        console.print(article_panel(article))
        console.print(f"Saved {page.relative_to(self.folder.parent)} and its sidecar.")
        error(
            "The page has its publisher's sentences: replace them by your own (class names, URLs "
            f'and date formats may stay), remove "own_words" from {page.stem}.json, compare the '
            f"answer with the page, then run scrapy fixture --update {key}/{page.stem}"
        )

    def _target(self, key: str, place: str, opts: Namespace) -> Path:
        """Return the file to save to; its name is never made from a URL, which the site chooses."""
        folder = self.folder / key
        if not is_web_address(place):
            if not Path(place).is_file():
                fail(f"{place}: no such file, and not a URL")
            name = opts.name or Path(place).stem
        else:
            try:
                read_arguments({"url": place}, publishers()[key])
            except ValueError as wrong:
                fail(str(wrong))
            name = opts.name or _known_as(folder, place) or _free_name(folder)
        if not _NAME.fullmatch(name):
            fail(f"{name!r} is not a valid name: give --name with a-z, 0-9 and -")
        return folder / f"{name}.html"

    def _may_rewrite(self, page: Path, draft: Path, answer: Any, opts: Namespace) -> bool:
        """Show how a fixture that exists would change; return whether --update allows it."""
        golden = _facts(page.with_suffix(".json")).get("article")
        differences = compare(golden, answer)
        name = f"{page.parent.name}/{page.stem}"
        if differences:
            console.print(differences_table(name, differences))
        elif page.read_bytes() == draft.read_bytes():
            console.print(f"{name} has this page already")
            return False
        if not opts.update:
            error(f"{name} exists: replace it with --update, or give another --name")
            self.exitcode = ExitCode.CHECK_FAILED
        return bool(opts.update)

    def _fetch(self, key: str, url: str, draft: Path) -> Answered:
        """Fetch `url` as a crawl of `key` does, save it as `draft`, and return its answer.

        Ends the command when no page was fetched that may be kept.
        """
        assert self.crawler_process
        why: list[str] = []

        def on_finished(outcome: Outcome) -> None:
            if outcome.article is None or outcome.state == "disallowed":
                why.append(f"{outcome.url}: {outcome.state}: {outcome.reason or 'no page'}")

        def on_deferred(url: str, reason: str) -> None:
            why.append(f"{url}: deferred: {reason}")

        crawler = self.crawler_process.create_crawler(fixture_spider(key, draft))
        crawler.signals.connect(on_finished, url_finished)
        crawler.signals.connect(on_deferred, url_deferred)
        self.crawler_process.crawl(crawler, url=url)
        self.crawler_process.start()
        if why or not draft.exists():
            fail("; ".join(why) or f"{url}: no page was fetched", ExitCode.NO_RESULT)
        return _answer(str(draft))


def _answer(file: str) -> Answered:
    """Return the article of the page in `file`; reservations of rights are ignored here."""
    outcome = process(read_saved(file), Policy(refused_reservations=frozenset()))
    return outcome.extraction.article, to_golden(outcome)


def _copy(file: str, draft: Path, opts: Namespace) -> None:
    """Copy the page in `file` to `draft`, with a sidecar of its URL, fetch time and headers."""
    page = read_saved(file)
    try:
        stated = datetime.fromisoformat(opts.fetched_at) if opts.fetched_at else page.fetched_at
    except ValueError:
        stated = None
    if opts.fetched_at and (stated is None or stated.tzinfo is None):
        fail(
            f"--fetched-at {opts.fetched_at!r} is not a time with an offset; write it as "
            "2026-11-20T09:00:00+07:00"
        )
    url = opts.url or page.url
    if not url or not is_web_address(url):
        fail(f"{file}: its URL is not known; give a sidecar or --url")
    if stated is None or stated.tzinfo is None:
        fail(f"{file}: its fetch time is not known; give a sidecar, or --fetched-at with an offset")
    keep_page(replace(page, url=url, fetched_at=stated), draft)


def _known_as(folder: Path, url: str) -> str | None:
    """Return the name of the fixture whose page is at `url`, None when there is none."""
    pages = sorted(folder.glob("*.html"))
    return next((p.stem for p in pages if _facts(p.with_suffix(".json")).get("url") == url), None)


def _free_name(folder: Path) -> str:
    """Return the first name of page-1, page-2 … that no fixture has."""
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
        fail(f"{sidecar} is not a JSON object; restore it, or write its url and fetched_at")
    return facts
