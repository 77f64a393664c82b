"""One module for each `scrapy <command>`. Scrapy imports this package as a command starts."""

from newscrawler.terminal.error_reporting import install_error_reporting

install_error_reporting()
