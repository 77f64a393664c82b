"""`scrapy view`: open a page in a browser as a crawl receives it."""

from scrapy.commands import view

from newscrawler.terminal.page_tool import PageTool

EXAMPLES = """\
examples:
  scrapy view https://www.tribunnews.com/
"""


class Command(PageTool, view.Command):
    """Scrapy's `view` without the frontier, the database and the archive."""

    examples = EXAMPLES
    needs_url = True
