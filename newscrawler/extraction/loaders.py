"""The item loader of an article: it cleans every offer and keeps the first that says something.

Offers are made in the order of trust (the publisher's facts, JSON-LD, meta tags, structure), so
the order of calls is the order of precedence, and `provenance` says which one won.
"""

import html
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from itemloaders import ItemLoader
from itemloaders.common import wrap_loader_context
from itemloaders.processors import Compose, Identity, MapCompose, TakeFirst
from itemloaders.utils import arg_to_iter
from lxml.etree import XPath
from parsel import Selector
from parsel.csstranslator import css2xpath

from newscrawler.extraction.dates import is_absurd, read_stamp
from newscrawler.extraction.offers import Offer, plain_texts
from newscrawler.indonesian.boilerplate import read_source
from newscrawler.indonesian.bylines import author_names, editor_names
from newscrawler.items import Article, DateValue

_ISO = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d"
    r"(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$"
)
"""A time that needs no rule to be read; days that some months lack are left to the rules."""
_ENTITY = re.compile(r"&(?:#\d+|#x[\da-f]+|\w+);", re.IGNORECASE)


def clean_line(text: str) -> str | None:
    """Return `text` on one line, with entities escaped twice resolved; None if nothing is left."""
    if _ENTITY.search(text):
        text = html.unescape(text)
    return " ".join(text.split()) or None


def stamp(text: str, loader_context: Mapping[str, Any]) -> DateValue | None:
    """Return the text as a date to be parsed later, None if it has none or an absurd one.

    `fetched` of the context is when the page was fetched, None when that is unknown.
    """
    date = DateValue(text, text) if _ISO.match(text) else read_stamp(text, None)
    if date is None or (date.value and is_absurd(date.value, loader_context["fetched"])):
        return None
    return DateValue(text)


def distinct(values: Iterable[str]) -> list[str]:
    """Return the values in order, each once, whatever its case."""
    found: dict[str, str] = {}
    for value in values:
        found.setdefault(value.casefold(), value)
    return list(found.values())


@lru_cache(maxsize=1024)
def compiled(css: str) -> XPath:
    """Return the compiled form of `css`, in parsel's dialect (`::text`, `::attr(name)`); cached."""
    return XPath(css2xpath(css), smart_strings=False)


def select(place: Selector, css: str) -> list[str]:
    """Return the texts of the elements that `css` matches below `place`, or that it selects."""
    found = compiled(css)(place.root)
    return [each if isinstance(each, str) else "".join(each.itertext()) for each in found]


class ArticleLoader(ItemLoader):
    """Loads one `Article`; `article` is the selector around it, `page` that of the whole page.

    `offers` is where to keep what every source offers, also after one was taken; None keeps
    nothing, which is faster. The article is the same either way. `fetched` is when the page was
    fetched: a date after it is no offer.
    """

    default_item_class = Article
    default_input_processor = MapCompose(clean_line)
    default_output_processor = TakeFirst()
    authors_in = MapCompose(clean_line, author_names)
    editors_in = MapCompose(clean_line, editor_names)
    published_in = modified_in = MapCompose(clean_line, stamp)
    source_line_in = MapCompose(clean_line, read_source)
    free_access_in = credits_in = credits_out = Identity()
    authors_out = editors_out = tags_out = breadcrumbs_out = videos_out = Compose(distinct)

    def __init__(
        self,
        article: Selector,
        page: Selector,
        offers: list[Offer] | None = None,
        fetched: datetime | None = None,
    ) -> None:
        super().__init__(selector=article, fetched=fetched)
        self.places = (article, page)
        self.provenance: dict[str, str] = {}
        self.raw: dict[str, str] = {}
        self.selectors: dict[str, str] = {}
        self.offers = offers

    def get_input_processor(self, field_name: str) -> Callable[..., Any]:
        """Return what cleans the values of a field; the library would search the item as well."""
        processor: Callable[..., Any] = getattr(
            self, f"{field_name}_in", self.default_input_processor
        )
        return processor

    def get_output_processor(self, field_name: str) -> Callable[..., Any]:
        """Return what makes one value of those of a field, as `get_input_processor` does."""
        processor: Callable[..., Any] = getattr(
            self, f"{field_name}_out", self.default_output_processor
        )
        return processor

    def add_first(self, field: str, rule: str, values: Any) -> None:
        """Take `values` for `field` as found by `rule`, unless an earlier offer was taken.

        What cleaning changed is kept in `Article.raw` as it was offered.
        """
        if self.offers is not None:
            self._record(field, rule, values)
        self._take(field, rule, values)

    def is_wanted(self, field: str) -> bool:
        """Return whether an offer for `field` is of use: none was taken, or all are kept."""
        return self.offers is not None or field not in self.provenance

    def add_rejected(
        self, field: str, rule: str, given: Iterable[str], kept: Collection[str]
    ) -> None:
        """Keep as rejected what a source has `given` for `field` and is not among `kept`."""
        if self.offers is None:
            return
        rejected = plain_texts(value for value in given if value not in kept)
        offer = Offer(field, rule, values=rejected)
        if rejected and offer not in self.offers:
            self.offers.append(offer)

    def _take(self, field: str, rule: str, values: Any) -> None:
        if values in (None, "", []) or field in self.provenance:
            return
        self.add_value(field, values)
        taken = self.get_collected_values(field)
        if taken:
            self.provenance[field] = rule
            given = [" ".join(v.split()) for v in arg_to_iter(values) if isinstance(v, str)]
            if isinstance(taken[0], str) and taken != given:
                self.raw[field] = " | ".join(given)

    def add_first_css(self, field: str, selectors: Sequence[str]) -> None:
        """Offer what the publisher's selectors for `field` match, newest layout first.

        They are tried around the article before the whole page, which costs much more.
        """
        if self.offers is not None:
            for css in selectors:
                self._record_css(field, css)
        for place in self.places:
            for css in selectors:
                self._take(field, "site", select(place, css))
                if field in self.provenance:
                    self.selectors[field] = css
                    return

    def _record(self, field: str, rule: str, values: Any, selector: str | None = None) -> None:
        """Keep an offer once; only of a selector is it told that it found nothing."""
        assert self.offers is not None
        found = arg_to_iter(values)
        texts = plain_texts(found)
        clean = wrap_loader_context(self.get_input_processor(field), self.context)
        kept = plain_texts(clean(found)) if texts else ()
        offer = Offer(field, rule, selector, texts, kept)
        if (texts or selector) and offer not in self.offers:
            self.offers.append(offer)

    def _record_css(self, field: str, css: str) -> None:
        """Keep what a selector matches around the article, else on the whole page."""
        article, page = self.places
        self._record(field, "site", select(article, css) or select(page, css), css)

    def load(self) -> Article:
        """Return the article, with the rule that gave each field."""
        article: Article = self.load_item()
        article.provenance |= self.provenance
        article.raw |= self.raw
        article.selectors |= self.selectors
        return article
