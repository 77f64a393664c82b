"""The options of `scrapy search`: what is searched, and how it is shown."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from newscrawler.terminal.command import fail
from newscrawler.terminal.input_options import publishers_and_days_of

if TYPE_CHECKING:
    from newscrawler.corpus.search import Search
    from newscrawler.storage.search_filters import Filters

_PAGE = 20
_CONTEXT = 8


def add_search_options(parser: ArgumentParser) -> None:
    """Add the options to `parser`."""
    what = parser.add_argument_group("what is searched")
    what.add_argument("--quotes", action="store_true", help="quotations, and not articles")
    what.add_argument(
        "--publisher", action="append", default=[], metavar="KEY", help="only articles of this one"
    )
    what.add_argument("--since", metavar="DAY", help="only what was published that day or later")
    what.add_argument("--until", metavar="DAY", help="only what was published that day or earlier")
    what.add_argument("--speaker", metavar="NAME", help="only where NAME is quoted, or part of it")
    what.add_argument("--source", metavar="NAME", help="only where NAME is cited, or part of it")
    what.add_argument("--tag", help="only articles with this tag or hashtag")
    what.add_argument("--reindex", action="store_true", help="make the index anew before")
    how = parser.add_argument_group("how it is shown")
    how.add_argument(
        "--kwic",
        type=int,
        default=_CONTEXT,
        metavar="N",
        help="words on either side of a keyword (default: %(default)s)",
    )
    how.add_argument(
        "--sort",
        choices=("newest", "oldest", "relevance"),
        default="newest",
        help="what comes first (default: %(default)s)",
    )
    how.add_argument(
        "--limit",
        type=int,
        default=_PAGE,
        metavar="N",
        help="how many articles or quotations, 0 for all (default: %(default)s)",
    )
    how.add_argument(
        "--counts",
        choices=("day", "week", "month"),
        help="count by publisher and period, and as a share of all articles",
    )
    form = how.add_mutually_exclusive_group()
    form.add_argument(
        "--json", action="store_const", const="json", dest="form", help="JSON lines, for machines"
    )
    form.add_argument(
        "--csv", action="store_const", const="csv", dest="form", help="CSV with a header"
    )


def search_of(args: list[str], opts: Namespace) -> "Search":
    """Return the search that a command line asks for; end the command for what cannot be meant."""
    from newscrawler.corpus.search import Search  # noqa: PLC0415 (slow)
    from newscrawler.storage.search_query import QueryError, parse_query  # noqa: PLC0415 (slow)

    if opts.kwic < 0 or opts.limit < 0:
        fail("--kwic and --limit must be whole numbers, 0 or above")
    try:
        query = parse_query(" ".join(args))
    except QueryError as reason:
        fail(str(reason))
    limit = None if opts.counts or not opts.limit else opts.limit
    return Search(query, _filters(opts), opts.quotes, opts.sort, limit, opts.kwic)


def _filters(opts: Namespace) -> "Filters":
    from newscrawler.storage.search_filters import Filters  # noqa: PLC0415 (slow)

    keys, since, until = publishers_and_days_of(opts)
    for option in ("speaker", "source", "tag"):
        if getattr(opts, option) is not None and not getattr(opts, option).strip("# "):
            fail(f"--{option} is empty; give a name, or leave it out")
    return Filters(sorted(keys), since, until, opts.speaker, opts.source, opts.tag)
