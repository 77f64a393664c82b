"""`scrapy list`: print the names of the spiders."""

from scrapy.commands import list as scrapy_list

from newscrawler.terminal.command import ProjectCommand

EXAMPLES = """\
examples:
  scrapy list
  scrapy list | grep tribun
"""


class Command(ProjectCommand, scrapy_list.Command):
    """Scrapy's `list`: one spider for each publisher, and `any`."""

    examples = EXAMPLES
