"""The options of `scrapy reextract`: what is read, which pages of it are wanted, a comparison."""

import re
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from newscrawler.exit_codes import ExitCode
from newscrawler.suggestions import did_you_mean
from newscrawler.terminal.command import fail

if TYPE_CHECKING:
    from newscrawler.reextraction.report import InputReport
    from newscrawler.reextraction.selection import Selection


def add_input_options(parser: ArgumentParser) -> None:
    """Add the options to `parser`."""
    group = parser.add_argument_group("what is read")
    group.add_argument(
        "--files-from", metavar="FILE", help="read the paths in FILE (-: standard input) as well"
    )
    group.add_argument("--strict", action="store_true", help="refuse records with a wrong digest")
    group.add_argument(
        "--report", metavar="FILE", help="say in JSON lines what became of each input"
    )
    group.add_argument(
        "--host", action="append", default=[], help="only pages of this host and those below it"
    )
    group.add_argument(
        "--publisher", action="append", default=[], metavar="KEY", help="only pages of this one"
    )
    group.add_argument(
        "--language", action="append", default=[], metavar="CODE", help="only pages in it, as id"
    )
    group.add_argument("--since", metavar="DAY", help="only pages fetched on this day or later")
    group.add_argument("--until", metavar="DAY", help="only pages fetched on this day or earlier")
    group.add_argument(
        "--shard", metavar="I/N", help="only the pages of part I of N, for many machines"
    )


def add_comparison_options(parser: ArgumentParser) -> None:
    """Add the options of a comparison to `parser`."""
    group = parser.add_argument_group("what would change")
    group.add_argument(
        "--compare", action="store_true", help="compare with what is stored, and store nothing"
    )
    group.add_argument("--html", metavar="FILE", help="write the comparison as one HTML page")
    group.add_argument(
        "--json", metavar="FILE", help="write it as JSON (-: on standard output, for the table)"
    )


def check_comparison_options(opts: Namespace) -> None:
    """End the command for options that cannot stand together, or a file that cannot be written."""
    from newscrawler.terminal.comparison_output import require_files  # noqa: PLC0415 (slow)

    if not opts.compare:
        if given := next((name for name in ("html", "json") if getattr(opts, name)), None):
            fail(f"--{given} is for --compare; articles are written by -O")
        return
    for name, value in (("--store", opts.store), ("--resume", opts.resume)):
        if value:
            fail(f"--compare stores nothing and writes no articles; leave {name} out")
    if opts.output or opts.overwrite_output:
        fail("--compare writes no articles; write the comparison by --html or --json")
    require_files((opts.html, opts.json))


def files_of(args: list[str], list_file: str | None) -> list[str]:
    """Return the files that `args` and the list name; end the command where there are none."""
    from newscrawler.reextraction.file_search import (  # noqa: PLC0415 (slow)
        STDIN,
        find_files,
        listed_files,
    )
    from newscrawler.reextraction.input_reader import may_hold_pages  # noqa: PLC0415 (slow)

    if list_file == STDIN and STDIN in args:
        fail("standard input is either the list of files or a page")
    try:
        files = list(find_files(args))
    except FileNotFoundError as missing:
        fail(f"no such file or folder: {missing}")
    try:
        files += listed_files(list_file) if list_file else []
    except OSError as error:
        fail(f"--files-from {list_file}: {error.strerror}")
    if not (set(files) & set(args) or any(map(may_hold_pages, files))):
        fail(f"no page or archive in {', '.join(args) or list_file}", ExitCode.NO_RESULT)
    return files


def open_report(file: str | None) -> "InputReport | None":
    """Open the report in `file` if one is wanted; end the command where it cannot be written."""
    from newscrawler.reextraction.report import InputReport  # noqa: PLC0415 (slow)

    try:
        return InputReport(Path(file)) if file else None
    except OSError as error:
        fail(f"cannot write {file}: {error.strerror}")


def publishers_and_days_of(opts: Namespace) -> tuple[frozenset[str], date | None, date | None]:
    """Return the publishers, the first and the last day; end the command for a wrong one."""
    from newscrawler.publishers import publishers  # noqa: PLC0415 (slow)

    keys = split_words(opts.publisher)
    for key in sorted(keys - set(publishers())):
        fail(f"unknown publisher {key!r}; {did_you_mean(key, publishers())}")
    since, until = day_of("--since", opts.since), day_of("--until", opts.until)
    if since and until and since > until:
        fail(f"--since {since} is after --until {until}; swap them")
    return keys, since, until


def selection_of(opts: Namespace) -> "Selection":
    """Return the selection that `opts` ask for; end the command for what cannot be meant."""
    from newscrawler.reextraction.selection import Selection  # noqa: PLC0415 (slow)

    keys, since, until = publishers_and_days_of(opts)
    hosts = frozenset(host.lower().strip(".") for host in split_words(opts.host))
    languages = frozenset(code.lower() for code in split_words(opts.language))
    return Selection(hosts, keys, languages, since, until, _shard(opts.shard))


def split_words(values: list[str]) -> frozenset[str]:
    """Return the words of an option that may be given several times, each with several words."""
    return frozenset(word.strip() for value in values for word in value.split(",") if word.strip())


def _shard(value: str | None) -> tuple[int, int] | None:
    if value is None:
        return None
    match = re.fullmatch(r"(\d{1,9})/(\d{1,9})", value)
    if not match or not 1 <= int(match[1]) <= int(match[2]):
        fail(f"--shard {value!r} is no part; write 1/8 for the first of eight")
    return int(match[1]), int(match[2])


def day_of(option: str, value: str | None) -> date | None:
    """Return the day that an option names, None for none; end the command for what is no date."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        fail(f"{option} {value!r} is not a date; write it as 2026-01-31")
