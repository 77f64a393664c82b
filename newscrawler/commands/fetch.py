"""`scrapy fetch`: print a page as a crawl receives it."""

from scrapy.commands import fetch

from newscrawler.terminal.page_tool import PageTool

EXAMPLES = """\
examples:
  scrapy fetch https://www.tribunnews.com/ > page.html
  scrapy fetch --headers https://www.tribunnews.com/
"""


class Command(PageTool, fetch.Command):
    """Scrapy's `fetch` without the frontier, the database and the archive."""

    examples = EXAMPLES
    needs_url = True
