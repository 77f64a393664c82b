"""Save a page as a fixture, with its sidecar and its golden answer."""

import re
from argparse import Namespace
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scrapy.crawler import CrawlerProcessBase

from newscrawler.corpus.output_file import write_file
from newscrawler.exit_codes import ExitCode
from newscrawler.extraction.page.document import is_web_address
from newscrawler.outcomes import Outcome
from newscrawler.publishers import publisher_of, publishers
from newscrawler.signals import url_deferred, url_finished
from newscrawler.spiders.fixture_spider import fixture_spider, keep_page
from newscrawler.spiders.spider_args import read_arguments
from newscrawler.terminal.article_view import article_panel
from newscrawler.terminal.command import error, fail
from newscrawler.terminal.console import console
from newscrawler.terminal.fixture_files import Answered, read_answer, read_sidecar, write_sidecar
from newscrawler.terminal.snapshot_diff import compare, differences_table, missing_parts
from newscrawler.terminal.source_page import page_at

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


def save_fixture(
    process: CrawlerProcessBase, folder: Path, key: str, place: str, opts: Namespace
) -> ExitCode:
    """Save the page at `place` as a fixture of the publisher `key`, and show its article.

    `place` is a URL, which `process` fetches, or the source of a saved page; `folder` is that of
    all fixtures, `opts` are the options of `scrapy fixture`. Return what came of it for a script.
    """
    page = _target(folder / key, place, opts)
    with TemporaryDirectory() as temporary:
        draft = Path(temporary) / "page.html"
        if is_web_address(place):
            article, answer = _fetch(process, key, place, draft)
        else:
            _copy(place, draft, opts, process.settings["ARCHIVE_DIR"])
            article, answer = read_answer(str(draft))
        if publisher_of(article.url).key != key:
            fail(f"{article.url} is not a page of {key}")
        missing = missing_parts(article, answer)
        if missing and not opts.incomplete:
            fail(
                f"{place}: {', '.join(missing)} (--incomplete saves it nevertheless)",
                ExitCode.NO_RESULT,
            )
        name = f"{key}/{page.stem}"
        if page.exists():
            if _is_saved(page, draft, answer):
                console.print(f"{name} has this page already")
                return ExitCode.DONE
            if not opts.update:
                error(f"{name} exists: replace it with --update, or give another --name")
                return ExitCode.CHECK_FAILED
        facts = read_sidecar(draft.with_suffix(".json"))
        write_file(page, draft.read_bytes())
    write_sidecar(page.with_suffix(".json"), facts | {"own_words": False, "article": answer})
    console.print(article_panel(article))
    console.print(f"Saved {page.relative_to(folder.parent)} and its sidecar.")
    error(
        "The page has its publisher's sentences: replace them by your own (class names, URLs "
        f'and date formats may stay), remove "own_words" from {page.stem}.json, compare the '
        f"answer with the page, then run scrapy fixture --update {name}"
    )
    return ExitCode.DONE


def _target(folder: Path, place: str, opts: Namespace) -> Path:
    """Return the file to save to; its name is never made from a URL, which the site chooses."""
    if not is_web_address(place):
        name = opts.name or Path(place).stem
    else:
        try:
            read_arguments({"url": place}, publishers()[folder.name])
        except ValueError as wrong:
            fail(str(wrong))
        name = opts.name or _known_as(folder, place) or _free_name(folder)
    if not _NAME.fullmatch(name):
        fail(f"{name!r} is not a valid name: give --name with a-z, 0-9 and -")
    return folder / f"{name}.html"


def _is_saved(page: Path, draft: Path, answer: Any) -> bool:
    """Show how a fixture that exists would change; return whether it has this page already."""
    golden = read_sidecar(page.with_suffix(".json")).get("article")
    differences = compare(golden, answer)
    if differences:
        console.print(differences_table(f"{page.parent.name}/{page.stem}", differences))
    return not differences and page.read_bytes() == draft.read_bytes()


def _fetch(process: CrawlerProcessBase, key: str, url: str, draft: Path) -> Answered:
    """Fetch `url` as a crawl of `key` does, save it as `draft`, and return its answer.

    Ends the command when no page was fetched that may be kept.
    """
    why: list[str] = []

    def on_finished(outcome: Outcome) -> None:
        if outcome.article is None or outcome.state == "disallowed":
            why.append(f"{outcome.url}: {outcome.state}: {outcome.reason or 'no page'}")

    def on_deferred(url: str, reason: str) -> None:
        why.append(f"{url}: deferred: {reason}")

    crawler = process.create_crawler(fixture_spider(key, draft))
    crawler.signals.connect(on_finished, url_finished)
    crawler.signals.connect(on_deferred, url_deferred)
    process.crawl(crawler, url=url)
    process.start()
    if why or not draft.exists():
        fail("; ".join(why) or f"{url}: no page was fetched", ExitCode.NO_RESULT)
    return read_answer(str(draft))


def _copy(file: str, draft: Path, opts: Namespace, archive: str) -> None:
    """Copy the page at `file` to `draft`, with a sidecar of its URL, fetch time and headers."""
    page = page_at(file, archive)
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
    return next(
        (p.stem for p in pages if read_sidecar(p.with_suffix(".json")).get("url") == url), None
    )


def _free_name(folder: Path) -> str:
    """Return the first name of page-1, page-2 … that no fixture has."""
    names = (f"page-{number}" for number in count(1))
    return next(name for name in names if not (folder / f"{name}.html").exists())
