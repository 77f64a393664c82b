"""`scrapy fetch`: print a page as a crawl receives it."""

from scrapy.commands import fetch

from newscrawler.terminal.page_tool import PageTool


class Command(PageTool, fetch.Command):
    """Scrapy's command, without the frontier, the database and the archive."""
