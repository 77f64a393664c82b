"""`scrapy search`: find words in what is stored, and show them in their context."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, NoReturn

from newscrawler.exit_codes import ExitCode
from newscrawler.storage.availability import DatabaseUnavailable
from newscrawler.terminal.command import QuietCommand, error, fail

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from newscrawler.corpus.search import Search

EXAMPLES = """\
examples:
  scrapy search banjir                      the newest articles with the word
  scrapy search banjir bandang              both words, anywhere in an article
  scrapy search '"banjir bandang" -garut'   the phrase, without another word
  scrapy search 'banjir OR longsor' 'ban*'  either word; and the start of a word
  scrapy search jembatan --quotes --speaker camat
  scrapy search banjir --counts month --since 2026-01-01 --csv > banjir.csv
  scrapy search banjir --limit 0 --json     every keyword, as JSON lines
  scrapy search --reindex                   make the index anew

exit codes:
  0   something was found
  1   nothing was found
"""


class Command(QuietCommand):
    """Searches headlines and texts, or quotations, for words, and shows them in their context."""

    examples = EXAMPLES

    requires_crawler_process = False

    def syntax(self) -> str:
        """Return the arguments after the command's name."""
        return "[options] WORDS…"

    def short_desc(self) -> str:
        """Return one line for the list of commands."""
        return "Find words in stored articles or quotations, in their context"

    def add_options(self, parser: ArgumentParser) -> None:
        """Add the command's own options and examples."""
        from newscrawler.terminal.search_options import add_search_options

        super().add_options(parser)
        add_search_options(parser)

    def refuse_option(self, option: str, args: list[str]) -> NoReturn:
        """End the command for an unknown option, which may be meant as a word to leave out."""
        if not option.startswith("--"):
            fail(f"to leave a word out, put the query in quotation marks: 'banjir {option}'")
        super().refuse_option(option, args)

    def run(self, args: list[str], opts: Namespace) -> None:
        """Search for the words in `args`, or make the index anew."""
        from newscrawler.storage.database import open_database
        from newscrawler.terminal.search_options import search_of

        assert self.settings is not None
        search = search_of(args, opts) if args or not opts.reindex else None
        try:
            engine = open_database(self.settings["DATABASE_URL"], must_exist=True)
        except DatabaseUnavailable as failure:
            fail(str(failure), ExitCode.STORAGE_UNAVAILABLE)
        try:
            if opts.reindex:
                _reindex(engine)
            if search:
                with engine.connect() as connection:
                    self._search(connection, search, opts)
        finally:
            engine.dispose()

    def _search(self, connection: "Connection", search: "Search", opts: Namespace) -> None:
        show = _show_counts if opts.counts else _show_hits
        if not show(connection, search, opts):
            error(
                "nothing was found; try fewer words, or the start of a word (banjir*), "
                "or fewer conditions"
            )
            self.exitcode = ExitCode.NO_RESULT


def _reindex(engine: "Engine") -> None:
    from newscrawler.storage.search import reindex
    from newscrawler.terminal.console import stderr

    with stderr.status("making the index anew"):
        number = reindex(engine)
    error(f"{number} articles are in the index")


def _show_counts(connection: "Connection", search: "Search", opts: Namespace) -> int:
    from newscrawler.corpus.search import count_hits
    from newscrawler.terminal.console import console
    from newscrawler.terminal.search_view import (
        COUNT_COLUMNS,
        count_records,
        count_table,
        print_records,
    )

    counts = count_hits(connection, search, opts.counts)
    if opts.form:
        print_records(count_records(counts), COUNT_COLUMNS, opts.form)
    elif counts:
        console.print(count_table(counts, "quotations" if search.quotations else "articles"))
    return len(counts)


def _show_hits(connection: "Connection", search: "Search", opts: Namespace) -> int:
    from newscrawler.corpus.search import find_hits
    from newscrawler.terminal.console import console
    from newscrawler.terminal.search_view import HIT_COLUMNS, hit_lines, hit_records, print_records

    limit = search.limit
    hits = find_hits(connection, replace(search, limit=limit and limit + 1))
    if opts.form:
        number = print_records(hit_records(islice(hits, limit)), HIT_COLUMNS, opts.form)
    else:
        shown = list(islice(hits, limit))
        number = len(shown)
        for line in hit_lines(shown, console.width):
            console.print(line, soft_wrap=True)
    if next(hits, None):
        error(f"the first {limit} are shown; --limit 0 shows all")
    return number
