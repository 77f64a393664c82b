"""`scrapy list`: print the names of the spiders."""

from argparse import ArgumentParser

from scrapy.commands import list as scrapy_list

from newscrawler.terminal.command import set_help_epilog

EXAMPLES = """\
examples:
  scrapy list
  scrapy list | grep tribun
"""


class Command(scrapy_list.Command):
    """Scrapy's `list`: one spider for each publisher, and `any`."""

    def add_options(self, parser: ArgumentParser) -> None:
        """Add Scrapy's options and examples."""
        super().add_options(parser)
        set_help_epilog(parser, EXAMPLES)
