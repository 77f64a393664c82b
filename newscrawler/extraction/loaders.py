"""The item loader of an article: it cleans every offer and keeps the first that says something.

Offers are made in the order of trust (the publisher's facts, JSON-LD, meta tags, structure), so
the order of calls is the order of precedence, and `provenance` says which one won.
"""

import html
import re
from collections.abc import Iterable, Sequence
from typing import Any

from itemloaders.processors import Compose, Identity, MapCompose, TakeFirst
from scrapy import Selector
from scrapy.loader import ItemLoader

from newscrawler.indonesian.dates import parse_date
from newscrawler.indonesian.notices import read_credits
from newscrawler.items import Article, DateValue

_ENTITY = re.compile(r"&(?:#\d+|#x[\da-f]+|\w+);", re.IGNORECASE)


def clean_line(text: str) -> str | None:
    """`text` on one line, entities a site escaped twice resolved; None when nothing is left."""
    if _ENTITY.search(text):
        text = html.unescape(text)
    return " ".join(text.split()) or None


def names(text: str) -> list[str]:
    """The names of a byline such as "Penulis: A, B", or the text itself when it is only a name."""
    credits = read_credits(text)
    return [credit.name for credit in credits] if credits else [text.strip(" ,;|")]


def stamp(text: str) -> DateValue | None:
    """The text as a date still to be read; None when no date is in it, so the next offer counts."""
    return DateValue(text) if parse_date(text, None) else None


def distinct(values: Iterable[str]) -> list[str]:
    """The values in order, each once, whatever its case."""
    return list({value.casefold(): value for value in reversed(list(values))}.values())[::-1]


class ArticleLoader(ItemLoader):
    """Loads one `Article` from the offers of its sources."""

    default_item_class = Article
    default_input_processor = MapCompose(clean_line)
    default_output_processor = TakeFirst()
    authors_in = editors_in = MapCompose(clean_line, names)
    published_in = modified_in = MapCompose(clean_line, stamp)
    free_access_in = credits_in = credits_out = flags_in = flags_out = Identity()
    authors_out = editors_out = tags_out = breadcrumbs_out = videos_out = Compose(distinct)

    def __init__(self, article: Article, selector: Selector) -> None:
        super().__init__(item=article, selector=selector)
        self.page = selector
        self.provenance: dict[str, str] = {}

    def offer(self, field: str, rule: str, values: Any) -> None:
        """Take `values` for `field` as found by `rule`, unless an earlier offer was taken."""
        if values in (None, "", []) or field in self.provenance:
            return
        self.add_value(field, values)
        if self.get_collected_values(field):
            self.provenance[field] = rule

    def offer_css(self, field: str, selectors: Sequence[str]) -> None:
        """Offer what the publisher's selectors for `field` match, newest layout first."""
        for css in selectors:
            found = self.page.css(css)
            if "::" in css:
                self.offer(field, "site", found.getall())
            else:
                self.offer(field, "site", ["".join(each.root.itertext()) for each in found])

    def load(self) -> Article:
        """The article, with the rule that gave each field."""
        article: Article = self.load_item()
        article.provenance |= self.provenance
        return article
