"""Every setting that is not Scrapy's default, with its reason."""

import os

from newscrawler.project import project_folder
from newscrawler.version import __version__

BOT_NAME = "newscrawler"

# One spider for every publisher, made from its facts, and `any`. Modules with spiders of your own
# are named in SPIDER_MODULES.
SPIDER_LOADER_CLASS = "newscrawler.spiders.spider_loader.PublisherSpiderLoader"
SPIDER_MODULES: list[str] = []
COMMANDS_MODULE = "newscrawler.commands"

# Where articles go: SQLite in `data/`, beside the scrapy.cfg that names these settings or in the
# current folder, unless the environment names another database.
_PROJECT = project_folder()
DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{_PROJECT / 'data' / 'news.db'}"

# Raw first: where every response is kept as it was fetched, and how large a file of it grows.
ARCHIVE_DIR = os.environ.get("ARCHIVE_DIR", str(_PROJECT / "data" / "archive"))
ARCHIVE_SIZE = 1024**3

# An honest name, no disguise. Operators say here how a site can reach them; the crawl warns if not.
CONTACT = os.environ.get("NEWSCRAWLER_CONTACT", "")
USER_AGENT = f"newscrawler/{__version__} ({f'+{CONTACT}' if CONTACT else 'no contact given'})"

# Polite: robots.txt is obeyed, one request at a time to a host, two seconds apart at the least.
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2
DOWNLOAD_DELAY_JITTER = 0  # it would also make the delay shorter
AUTOTHROTTLE_ENABLED = True
REFERRER_POLICY = "same-origin"

# Scrapy starts as many tasks for each response; a page brings one item, a listing none.
CONCURRENT_ITEMS = 8

# An answer about robots.txt is good for a day (RFC 9309, 2.4).
ROBOTS_MAX_AGE = 24 * 3600

# A robots.txt we may not read (401, 403): the RFC would allow everything, but a site that shuts
# us out of its rules hardly means to let us in. "allow" for one that is known to mean it.
ROBOTS_FORBIDDEN = "disallow"

# The longest Crawl-delay, in seconds, that requests wait for in memory; beyond it the frontier
# leaves the host alone after each page.
ROBOTS_MAX_DELAY = 60

# Each host's file of mining reservations, tdmrep.json, is asked for beside robots.txt; with
# "ignore" it is not. What becomes of a reserved page is said in RESERVATIONS.
TDM_POLICY = "respect"

# Retrying at once hammers a server that is in trouble: the frontier does it, later and later.
RETRY_ENABLED = False

# Bounded: no page of news is larger or slower; a compressed bomb stops at the same size.
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024
DOWNLOAD_WARNSIZE = 4 * 1024 * 1024
DOWNLOAD_TIMEOUT = 30
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
DEPTH_LIMIT = 60  # above what leads on: the pages of an index, each with a limit of its own
URLLENGTH_LIMIT = 2083
MEMUSAGE_LIMIT_MB = 1024
CLOSESPIDER_TIMEOUT = 12 * 3600

# Traps: sitemap indexes that lead to sitemap indexes, listings without end (the first is the
# sitemap protocol's own limit). What lies beyond is counted.
LISTING_MAX_URLS = 50_000
LISTING_MAX_DEPTH = 3
LISTING_MAX_PER_HOST = 200

# An index is walked until so many pages in a row bring nothing new: one is too few, for a page may
# list videos only, and new articles may push its old ones onto the next while it is read.
INDEX_MAX_PAGES_WITHOUT_NEWS = 3

# An article in parts: its pages are fetched one after the other. Galleries and lists have up to
# some twenty; what lies beyond is left out, and the flag `incomplete:<page>` says so.
ARTICLE_MAX_PAGES = 30

# Pages are read in worker processes, as many as there are cores if 0. A page that takes more CPU
# time (in seconds) or memory is quarantined, and its worker replaced.
EXTRACTION_JOBS = 0
EXTRACTION_TIMEOUT = 10
EXTRACTION_MEMORY_LIMIT_MB = 2048

# Only the web: a page must not make the crawler read local files.
DOWNLOAD_HANDLERS = {
    "http": "newscrawler.crawling.network.download_handler.HttpDownloadHandler",
    "https": "newscrawler.crawling.network.download_handler.HttpDownloadHandler",
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}

# Only public addresses, checked at the moment of connecting. Networks of one's own, such as that of
# an internal archive, are named here ("10.20.0.0/16").
TWISTED_DNS_RESOLVER = "newscrawler.crawling.network.dns_resolver.PublicResolver"
ALLOWED_NETWORKS: list[str] = []
ALLOWED_PORTS = [80, 443]

# A proxy would look up the names itself, past PublicResolver; http_proxy may be set by chance.
HTTPPROXY_ENABLED = False

# The address of a replay server to fetch everything from; empty for the live web.
REPLAY_SERVER = ""

# Certificates must be valid. Hosts named here are believed without one: such pages are counted.
DOWNLOAD_VERIFY_CERTIFICATES = True
UNVERIFIED_HOSTS: list[str] = []

# News pages need no session; with cookies tldextract would try to download a list.
COOKIES_ENABLED = False

# Both listen on a port and run the Python code they are sent.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# Where JOBDIR is given, it would run the code that a pickle there holds; the frontier needs none.
EXTENSIONS = {
    "scrapy.extensions.spiderstate.SpiderState": None,
    "newscrawler.crawling.database_writer.DatabaseWriter": 0,
    "newscrawler.spiders.page_extractor.PageExtractor": 0,
}

# In the places of Scrapy's own, which let requests pass or drop them without a word: bounds that
# hold for every request, robots.txt, redirects and decoding. The archive stands nearer to the
# network than all that reads a response: its bodies are as they came over the wire.
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "newscrawler.crawling.network.offsite.OffsiteMiddleware": 50,
    "newscrawler.crawling.politeness.robots.RobotsTxtMiddleware": 100,
    "newscrawler.crawling.network.body_checks.TruncationMiddleware": 585,
    "newscrawler.crawling.network.body_checks.ContentEncodingMiddleware": 590,
    "newscrawler.crawling.network.redirects.RedirectMiddleware": 600,
    "newscrawler.crawling.politeness.backoff.BackoffMiddleware": 870,
    "newscrawler.crawling.archive.warc_middleware.WarcMiddleware": 880,
}

# What is discovered, fetched and done is kept in the database: a killed crawl loses nothing, and
# several processes share one. A run's lease must outlast its longest request.
SCHEDULER = "newscrawler.crawling.frontier.scheduler.FrontierScheduler"
SPIDER_MIDDLEWARES = {
    "newscrawler.crawling.frontier.spider_middleware.PersistRequestsMiddleware": 10
}
FRONTIER_LEASE = 90  # seconds
FRONTIER_MAX_IDLE = 60  # seconds a crawl waits for what is due later before it ends
THROTTLE_REFUSALS = 5  # refusals in a row after which a host is left alone for an hour
RECRAWL_AFTER = 24 * 3600  # seconds until an article that is listed again is fetched again

ITEM_PIPELINES = {
    "newscrawler.pipelines.dates.DatesPipeline": 100,
    "newscrawler.pipelines.coverage.CoveragePipeline": 200,
    "newscrawler.pipelines.duplicates.DuplicatesPipeline": 300,
    "newscrawler.pipelines.store.StorePipeline": 400,
}

# What becomes of a page by what its site reserves ("store" or "refuse"); the flag is kept either
# way, and a refused page ends as disallowed.
RESERVATIONS = {
    "noindex": "store",  # asks search engines not to list a page; a corpus lists none
    "noarchive": "refuse",  # asks that no copy be kept, and a stored article is one
    "tdm_reserved": "refuse",  # reserves text and data mining: Directive (EU) 2019/790, article 4
}

FEED_EXPORT_ENCODING = "utf-8"
# Scrapy's own would empty an old file at the start of a crawl, and go on where a disk is full.
FEED_STORAGES = {
    "": "newscrawler.corpus.feed_storage.FileFeedStorage",
    "file": "newscrawler.corpus.feed_storage.FileFeedStorage",
    "stdout": "newscrawler.corpus.feed_storage.StdoutFeedStorage",
}
FEED_EXPORTERS = {
    "csv": "newscrawler.corpus.exporters.ArticleCsvExporter",
    "xml": "newscrawler.corpus.exporters.ArticleXmlExporter",
}

LOG_LEVEL = "INFO"
LOG_FORMATTER = "newscrawler.logformatter.OneLineFormatter"
