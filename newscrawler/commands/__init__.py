"""One module for each `scrapy <command>`. Scrapy imports this package as a command starts."""

from newscrawler.terminal.error_reporting import report_errors, report_signals

report_errors()
report_signals()
