"""`scrapy settings`: print the value of a setting."""

from scrapy.commands import settings

from newscrawler.terminal.command import ProjectCommand

EXAMPLES = """\
examples:
  scrapy settings --get DATABASE_URL
  scrapy settings --getint DOWNLOAD_DELAY
"""


class Command(ProjectCommand, settings.Command):
    """Scrapy's `settings`, with examples."""

    examples = EXAMPLES
