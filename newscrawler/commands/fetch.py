"""`scrapy fetch`: print a page as a crawl receives it."""

from scrapy.commands import fetch

from newscrawler.terminal.page_tool import PageTool

EXAMPLES = """\
examples:
  scrapy fetch https://www.tribunnews.com/nasional/7761234/judul-berita
  scrapy fetch --headers --nolog https://www.tribunnews.com/nasional/7761234/judul-berita
"""


class Command(PageTool, fetch.Command):
    """Scrapy's command, without the frontier, the database and the archive."""

    examples = EXAMPLES
