"""`scrapy bench`: refused, because Scrapy's benchmark would crawl into this project's database."""

from argparse import Namespace

from newscrawler.terminal.command import ProjectCommand, fail

EXAMPLES = """\
examples:
  scrapy bench       says why there is no benchmark here
  make bench         measures this project, in a checkout
"""


class Command(ProjectCommand):
    """Stands in the place of Scrapy's `bench`, whose pages on localhost would join the frontier."""

    examples = EXAMPLES

    requires_crawler_process = False

    def short_desc(self) -> str:
        """Return one line for the list of commands."""
        return "Refused: it would crawl localhost into the database"

    def run(self, args: list[str], opts: Namespace) -> None:
        """End with a usage error."""
        fail("scrapy bench would crawl localhost into the database; in a checkout, use make bench")
