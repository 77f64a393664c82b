"""Every setting that is not Scrapy's default, with its reason."""

import os
from pathlib import Path

from scrapy.utils.conf import closest_scrapy_cfg

from newscrawler import __version__

BOT_NAME = "newscrawler"
SPIDER_MODULES = ["newscrawler.spiders.publishers"]
COMMANDS_MODULE = "newscrawler.commands"

# Where articles go: SQLite beside scrapy.cfg unless the environment names another database.
_PROJECT = Path(closest_scrapy_cfg() or "scrapy.cfg").resolve().parent
DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{_PROJECT / 'data' / 'news.db'}"

# An honest name, no disguise. Operators say here how a site can reach them; the crawl warns if not.
CONTACT = os.environ.get("NEWSCRAWLER_CONTACT", "")
USER_AGENT = f"newscrawler/{__version__} ({f'+{CONTACT}' if CONTACT else 'no contact given'})"

# Polite: robots.txt is obeyed, one request at a time to a host, two seconds apart at the least.
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2
AUTOTHROTTLE_ENABLED = True
REFERRER_POLICY = "same-origin"

# Retrying at once hammers a server that is in trouble; the next crawl meets the URL again.
RETRY_TIMES = 0

# Bounded: no page of news is larger or slower; a compressed bomb stops at the same size.
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024
DOWNLOAD_WARNSIZE = 4 * 1024 * 1024
DOWNLOAD_TIMEOUT = 30
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
DEPTH_LIMIT = 10
URLLENGTH_LIMIT = 2083
MEMUSAGE_LIMIT_MB = 1024
CLOSESPIDER_TIMEOUT = 12 * 3600

# Only the web: a page must not make the crawler read local files.
DOWNLOAD_HANDLERS = {
    "http": "newscrawler.crawling.replay.ReplayHandler",
    "https": "newscrawler.crawling.replay.ReplayHandler",
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}

# The address of a replay server to fetch everything from; empty for the live web.
REPLAY_SERVER = ""
DOWNLOAD_VERIFY_CERTIFICATES = True

# News pages need no session; with cookies tldextract would try to download a list.
COOKIES_ENABLED = False

# Both listen on a port and run the Python code they are sent.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# robots.txt with a lock per host, and redirects that never vanish: Scrapy's own leak there.
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "newscrawler.crawling.robots.RobotsTxt": 100,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "newscrawler.crawling.redirects.Redirects": 600,
}

ITEM_PIPELINES = {
    "pipelines.dates.DatesPipeline": 100,
    "pipelines.completeness.CompletenessPipeline": 200,
    "pipelines.reservations.ReservationsPipeline": 250,
    "pipelines.duplicates.DuplicatesPipeline": 300,
    "pipelines.store.StorePipeline": 400,
}

# What becomes of a page by what its site reserves ("store" or "refuse"); the flag is kept either
# way, and a refused page ends as disallowed.
RESERVATIONS = {
    "noindex": "store",  # asks search engines not to list a page; a corpus lists none
    "noarchive": "refuse",  # asks that no copy be kept, and a stored article is one
    "tdm_reserved": "refuse",  # reserves text and data mining: Directive (EU) 2019/790, article 4
}

FEED_EXPORT_ENCODING = "utf-8"
FEED_EXPORTERS = {
    "csv": "newscrawler.corpus.feeds.ArticleCsvExporter",
    "xml": "newscrawler.corpus.feeds.ArticleXmlExporter",
}

LOG_LEVEL = "INFO"
LOG_FORMATTER = "newscrawler.crawling.log.OneLineFormatter"
