"""What an article is: plain dataclasses, the shape of every exported line and stored row.

Times are ISO 8601 strings, so that an item reads the same in memory, in a feed and in a test.
Offsets (`start`, `end`) count Python `str` characters of `Article.text`.
An unknown value is None (or an empty list); `Article.flags` says what is missing or doubtful.
"""

from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["paragraph", "heading", "list_item", "blockquote", "caption"]
QuoteKind = Literal["direct", "partial", "scare", "indirect"]
CuePosition = Literal["pre", "post", "mid", "none"]
CitationKind = Literal[
    "news_agency",
    "outlet",
    "website",
    "social",
    "press_release",
    "interview",
    "republication",
    "other",
]
Precision = Literal[
    "second", "minute", "hour", "day", "week", "month", "quarter", "semester", "year"
]

INCOMPLETE = "incomplete"
"""The flag of an article that lacks pages; `incomplete:3` says that the third is missing."""
PAGE_FAILED = "page_failed"
"""How the flag begins of one that lacks a page for a reason that may pass."""

PUBLISHED_IS_MODIFIED = "published_is_modified"
"""The flag of an article whose time of publication is but that of its last change."""

KINDS_WITHOUT_TEXT = frozenset(("video", "photo"))
"""Kinds of article whose content is not text: they are complete without a body."""


@dataclass
class DateValue:
    """A point or interval in time as the page gave it, and what it means.

    `value` is an ISO datetime with offset for precision second, minute and hour, an ISO date for
    day and longer, None when it could not be read. `until` closes an interval and is inclusive.
    `zone` is WIB, WITA, WIT, UTC or an offset; None when only a day is meant. `rule` names the
    rule that read it; `flags` hold doubts such as `weekday_mismatch`.
    """

    raw: str
    value: str | None = None
    until: str | None = None
    precision: Precision | None = None
    zone: str | None = None
    rule: str | None = None
    flags: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class DateMention(DateValue):
    """A date in running text: `text` is the words themselves, at `[start:end]`."""

    text: str
    start: int
    end: int


@dataclass
class Block:
    """One block of the body, in reading order."""

    kind: BlockKind
    text: str


@dataclass
class Cleaning:
    """A place where cleaning changed the text: `text[start:end]` stood as `raw` on the page.

    Folding of white space is not recorded: the saved page keeps it.
    """

    start: int
    end: int
    raw: str


@dataclass
class Link:
    """A link inside the body: `text[start:end]` led to `url`."""

    start: int
    end: int
    url: str


@dataclass
class Quote:
    """Somebody's words, or a statement reported; span borders exclude the quotation marks.

    `cue` is the word of saying as written, `speaker` the words at the cue (`-nya` for a clitic),
    `speaker_full` the longest form of the name in the article, `role` the title beside it.
    Segments of one interrupted quote share `group`. `rule` names the rule that found it.
    """

    kind: QuoteKind
    text: str
    start: int
    end: int
    cue: str = ""
    cue_start: int | None = None
    cue_end: int | None = None
    speaker: str = ""
    speaker_start: int | None = None
    speaker_end: int | None = None
    speaker_full: str = ""
    role: str = ""
    position: CuePosition = "none"
    group: int | None = None
    rule: str = ""


@dataclass
class Citation:
    """A source the article relies on: the span runs from the cue through the source's name.

    `source` is as written, `source_norm` the name it is counted under; `url` is the link on it.
    """

    text: str
    start: int
    end: int
    cue: str
    source: str
    source_norm: str
    kind: CitationKind
    url: str | None = None
    rule: str = ""


@dataclass
class RelatedLink:
    """A link to another article, with the label and time printed beside it.

    `url` is None for a "Baca juga" line that lost its link.
    """

    title: str
    url: str | None
    section: str | None = None
    date: DateValue | None = None


@dataclass
class RelatedBlock:
    """A block of links near the article, under its printed label if it has one."""

    label: str | None
    links: list[RelatedLink]


@dataclass
class Dateline:
    """The outlet and place that open the first paragraph; `text` is both, as printed."""

    text: str
    outlet: str | None = None
    place: str | None = None


@dataclass
class Credit:
    """Somebody who worked on the piece, with the role as printed."""

    role: str
    name: str


@dataclass
class Republication:
    """Where the piece appeared first, from its republication notice."""

    outlet: str
    title: str | None = None
    url: str | None = None


@dataclass
class Image:
    """A picture of the article."""

    url: str
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True)
class ListingEntry:
    """What a listing said of an article that it names.

    `listing` is the address of the listing; `title` and `published` (a time that needs no anchor)
    are None where it does not say; `listed_on` is the day it was listed under, an ISO date in WIB.
    """

    listing: str
    title: str | None = None
    published: str | None = None
    listed_on: str | None = None


@dataclass
class Article:
    """One article as read from one page; field by field as in docs/fields.md.

    `selectors` says which CSS selector of its publisher gave a field (`container` is the element
    that holds the body). `missing_pages` are the numbers of the pages that an article in several
    pages lacks (0 for the page that shows all), `failed_pages` those of them that failed for a
    reason that may pass.
    """

    url: str | None = None
    canonical_url: str | None = None
    publisher: str | None = None
    fetched_at: str | None = None
    source: str | None = None
    headline: str | None = None
    kicker: str | None = None
    breadcrumbs: list[str] = field(default_factory=list)
    summary: str | None = None
    authors: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    dateline: Dateline | None = None
    published: DateValue | None = None
    modified: DateValue | None = None
    body: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    cleaned: list[Cleaning] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    related: list[RelatedBlock] = field(default_factory=list)
    inline_related: list[RelatedLink] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    hashtags: list[str] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    videos: list[str] = field(default_factory=list)
    republished_from: Republication | None = None
    source_line: str | None = None
    notices: list[str] = field(default_factory=list)
    kind: str | None = None
    language: str | None = None
    free_access: bool | None = None
    flags: list[str] = field(default_factory=list)
    raw: dict[str, str] = field(default_factory=dict)
    provenance: dict[str, str] = field(default_factory=dict)
    selectors: dict[str, str] = field(default_factory=dict)
    missing_pages: list[int] = field(default_factory=list)
    failed_pages: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The body as one string: its blocks joined by one newline."""
        return "\n".join(block.text for block in self.body)
