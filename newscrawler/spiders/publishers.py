"""One spider for every publisher: what `scrapy list` shows. Their facts are in `publishers/`."""

from newscrawler.publishers import publishers
from newscrawler.spiders.news import NewsSpider

for _publisher in publishers().values():
    globals()[_publisher.key] = type(
        _publisher.key,
        (NewsSpider,),
        {
            "__module__": __name__,  # Scrapy counts only classes that say they live here
            "__doc__": f"Crawls {_publisher.name} ({_publisher.hosts[0]}).",
            "name": _publisher.key,
            "publisher": _publisher,
        },
    )
