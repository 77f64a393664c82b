"""BenarNews Indonesia, a service of Radio Free Asia, which ceased in April 2025.

The last word of an address is the time of publication (month, day, year, hour, minute, second).
"""

from datetime import date

from newscrawler.publishers import Publisher

BENARNEWS = Publisher(
    key="benarnews",
    name="BenarNews Indonesia",
    hosts=["www.benarnews.org"],
    article_pattern=r"https?://www\.benarnews\.org/indonesian/[a-z-]+/[^/?#]+-\d{14}\.html",
    ceased=date(2025, 4, 3),
    unverified="the template; what of the site can still be reached",
)
