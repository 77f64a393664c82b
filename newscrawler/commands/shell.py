"""`scrapy shell`: try selectors on a page, or fetch one after the other."""

from scrapy.commands import shell

from newscrawler.terminal.page_tool import PageTool

EXAMPLES = """\
examples:
  scrapy shell https://www.tribunnews.com/
  scrapy shell saved/page.html -c "response.css('h1::text').get()"
"""


class Command(PageTool, shell.Command):
    """Scrapy's `shell` without the frontier, the database and the archive."""

    examples = EXAMPLES
