"""What a listing says of an article: kept with its URL, and taken where the page says nothing."""

from collections.abc import Mapping

from newscrawler.extraction.loaders import clean_line
from newscrawler.items import Article, DateValue
from newscrawler.spiders.discovery import WIB, Candidate

_RULE = "listing"
"""What `Article.provenance` says of a field that the page itself does not give."""


def said_of(candidate: Candidate, listing: str) -> dict[str, str]:
    """What the listing at the address `listing` says of a candidate, as plain texts.

    `title`, `published` and `day` (ISO, in WIB) are left out where it does not say; the time of a
    last change is none of publication, but gives a day.
    """
    said = {
        "listing": listing,
        "title": candidate.title,
        "published": candidate.published,
        "day": candidate.dated and candidate.dated.astimezone(WIB).date().isoformat(),
    }
    return {name: text for name, text in said.items() if text}


def fill_from_listing(article: Article, said: Mapping[str, str]) -> None:
    """Give `article` the date and headline that its page lacks, as `said_of` has kept them.

    A page without text gets no headline: it is no article, whatever the listing calls it.
    """
    if article.published is None and (stamp := said.get("published")):
        article.published = DateValue(stamp)
        article.provenance["published"] = _RULE
    if not article.headline and article.body and (title := clean_line(said.get("title", ""))):
        article.headline = title
        article.provenance["headline"] = _RULE
