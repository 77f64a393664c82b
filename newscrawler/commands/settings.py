"""`scrapy settings`: print the value of a setting."""

from argparse import ArgumentParser

from scrapy.commands import settings

from newscrawler.terminal.command import set_help_epilog

EXAMPLES = """\
examples:
  scrapy settings --get DATABASE_URL
  scrapy settings --getint DOWNLOAD_DELAY
"""


class Command(settings.Command):
    """Scrapy's `settings`, with examples."""

    def add_options(self, parser: ArgumentParser) -> None:
        """Add Scrapy's options and examples."""
        super().add_options(parser)
        set_help_epilog(parser, EXAMPLES)
