"""`scrapy version`: print which versions run."""

from argparse import Namespace

from scrapy.commands import version

from newscrawler.terminal.command import ProjectCommand
from newscrawler.terminal.versions import version_line

EXAMPLES = """\
examples:
  scrapy version
  scrapy version -v     with the libraries and the machine: for a bug report
"""


class Command(ProjectCommand, version.Command):
    """Prints the version of newscrawler above those that Scrapy's command prints with `-v`."""

    examples = EXAMPLES

    def short_desc(self) -> str:
        """Return one line for the list of commands."""
        return "Print the versions of newscrawler and of what it runs on"

    def run(self, args: list[str], opts: Namespace) -> None:
        """Print the versions."""
        print(version_line())
        if opts.verbose:
            super().run(args, opts)
