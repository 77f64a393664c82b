"""`scrapy versions`: what a publisher changed in an article, and when."""

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from newscrawler.exit_codes import ExitCode
from newscrawler.storage.availability import DatabaseUnavailable
from newscrawler.terminal.command import QuietCommand, fail

if TYPE_CHECKING:
    from newscrawler.corpus.versions import VersionDifference
    from newscrawler.storage.stored_versions import StoredVersion

EXAMPLES = """\
examples:
  scrapy versions https://www.tribunnews.com/nasional/7760001/jembatan-dibuka
  scrapy versions 6a4fc860b1b84c3f9d0f5c1f5d3c2b1a     an article or a version
  scrapy versions --json https://…                     the same as JSON

[-removed-] and {+added+} words are marked as in git diff --word-diff.

exit codes:
  0   the article is there, with one version or more
  1   no article has this address or id
"""


class Command(QuietCommand):
    """Shows the versions of one article, each with its difference to the one before."""

    examples = EXAMPLES

    requires_crawler_process = False

    def syntax(self) -> str:
        """Return the arguments after the command's name."""
        return "[options] URL|ID"

    def short_desc(self) -> str:
        """Return one line for the list of commands."""
        return "Show what a publisher changed in an article, word by word"

    def add_options(self, parser: ArgumentParser) -> None:
        """Add the command's own option and examples."""
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print the versions as JSON")

    def run(self, args: list[str], opts: Namespace) -> None:
        """Print the versions of the article that the argument names."""
        from newscrawler.corpus.versions import differences
        from newscrawler.terminal.console import console
        from newscrawler.terminal.version_view import version_view

        assert self.settings is not None
        if len(args) != 1:
            fail("give the address of one article, or its id")
        found = differences(_load(self.settings["DATABASE_URL"], args[0]))
        if opts.json:
            print(json.dumps([_as_json(each) for each in found], ensure_ascii=False))
        else:
            console.print(*version_view(found), sep="\n", soft_wrap=True)


def _load(address: str, key: str) -> "list[StoredVersion]":
    """Return the versions of the article `key`; end the command where there is no single one."""
    from newscrawler.storage.database import open_database
    from newscrawler.storage.stored_versions import find_article_ids, load_versions

    try:
        engine = open_database(address, must_exist=True)
    except DatabaseUnavailable as failure:
        fail(str(failure), ExitCode.STORAGE_UNAVAILABLE)
    try:
        ids = find_article_ids(engine, key)
        if not ids:
            fail(f"no article has the address or id {key}", ExitCode.NO_RESULT)
        if len(ids) > 1:
            fail(f"several articles were read from {key}; give an id: {', '.join(ids)}")
        return load_versions(engine, ids[0])
    finally:
        engine.dispose()


def _as_json(difference: "VersionDifference") -> dict[str, Any]:
    """Return a version and its differences; its text is in `scrapy export` and the database."""
    version = asdict(difference.version)
    headline = version.pop("article").get("headline")
    times = {
        name: version[name] and version[name].isoformat() for name in ("first_seen", "last_seen")
    }
    changed = {field.field: asdict(field)["paragraphs"] for field in difference.fields}
    return version | times | {"headline": headline, "changed": changed}
