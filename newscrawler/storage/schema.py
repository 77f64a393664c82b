"""The tables, one schema for SQLite and PostgreSQL.

Keys follow from the content (digests, or version and ordinal), never from a counter, so that
the same crawl gives the same rows in every database. Names of columns are those of
`newscrawler.items`; "end" and "group" are words of SQL, which a query has to quote. What is not
known is NULL, never an empty text.
"""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, MetaData, Text, literal_column
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from newscrawler.storage.column_types import JSON_VALUE, UTCDateTime


class Base(DeclarativeBase):
    """Maps Python types to column types."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        str: Text,
        datetime: UTCDateTime,
        list[str]: JSON_VALUE,
        dict[str, Any]: JSON_VALUE,
    }


class UrlRow(Base):
    """A URL that was discovered: how it ended last, and when it is fetched next.

    `kind` is "article" or "listing". `publisher` is the key of its publisher, `spider` the name
    that it waits for. `state` is one of `outcomes.State`, None until the URL ends for the first
    time; of one that was skipped `last_seen` stays None. A URL waits while `next_try` is set: it is
    fetched from then on, the earliest first; `lease_owner` names the run that works on it.
    `request` is what its request is made of besides the URL; `etag` and `last_modified` are the
    validators for the next conditional request. `listed_by` is the listing that named the URL,
    `listed_on` the day it was listed under, an ISO date in WIB.
    """

    __tablename__ = "urls"

    url: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(server_default="article")
    spider: Mapped[str | None]
    publisher: Mapped[str | None]
    host: Mapped[str | None]
    state: Mapped[str | None]
    reason: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(server_default="0")
    next_try: Mapped[datetime | None]
    lease_owner: Mapped[str | None]
    request: Mapped[dict[str, Any] | None]
    listed_by: Mapped[str | None]
    listed_title: Mapped[str | None]
    listed_published: Mapped[str | None]
    listed_on: Mapped[str | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    discovered_at: Mapped[datetime | None]
    last_seen: Mapped[datetime | None]


LISTING_COLUMNS = {
    "listed_by": "listing",
    "listed_title": "title",
    "listed_published": "published",
    "listed_on": "listed_on",
}
"""The columns of `urls` that hold an `items.ListingEntry`, and its fields."""

# What may be leased, in the order it is; what a run has leased; and what no crawl wanted yet.
_WAITING = UrlRow.next_try.is_not(None) & UrlRow.lease_owner.is_(None)
_LEASED = UrlRow.lease_owner.is_not(None)
_SKIPPED = (UrlRow.state == literal_column("'skipped'")) & UrlRow.next_try.is_(None)
for _name, _columns, _where in (
    ("ix_urls_waiting", (UrlRow.spider, UrlRow.host, UrlRow.next_try), _WAITING),
    ("ix_urls_leased", (UrlRow.lease_owner,), _LEASED),
    ("ix_urls_skipped", (UrlRow.spider, UrlRow.listed_on), _SKIPPED),
):
    Index(_name, *_columns, sqlite_where=_where, postgresql_where=_where)


class HostRow(Base):
    """A host, from which one run at a time fetches: the run whose id is `lease_owner`.

    Nothing is fetched before `paused_until`; `reason` says why.
    """

    __tablename__ = "hosts"

    host: Mapped[str] = mapped_column(primary_key=True)
    lease_owner: Mapped[str | None]
    paused_until: Mapped[datetime | None]
    reason: Mapped[str | None]


class RunRow(Base):
    """One crawl or re-extraction, and what it counted.

    `worker` names the process. What the run has leased is its own until `lease_until`, which it
    renews while it runs. `pages_at` is when the pages that it counted were fetched, by their
    median: a re-extraction reads pages of long ago.
    """

    __tablename__ = "runs"

    id: Mapped[str] = mapped_column(primary_key=True)
    spider: Mapped[str]
    extractor_version: Mapped[str]
    worker: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    finish_reason: Mapped[str | None]
    counts: Mapped[dict[str, Any] | None]
    pages_at: Mapped[datetime | None]


class ArticleRow(Base):
    """An article under its canonical URL; what it says is in its versions.

    `current_version_id` is no foreign key: `versions` points here already, and SQLite cannot
    add the second half of a circle to a table that exists.
    """

    __tablename__ = "articles"

    id: Mapped[str] = mapped_column(primary_key=True)
    canonical_url: Mapped[str]
    publisher: Mapped[str | None]
    current_version_id: Mapped[str | None]


class VersionRow(Base):
    """What an article said at a time. `article` is all of it: an `items.Article` as JSON.

    The other columns and the child tables repeat parts of it for queries: those named as a field of
    `items.Article` hold that field; `text` is the body; of a date, `_at` is the instant, the other
    columns are the fields of `items.DateValue`. All were read by the extractor `extractor_version`
    from the capture `capture_id` (no foreign key: `captures` points here already). `content_hash`
    is over what a reader reads, `text_hash` over headline and body, `reading_hash` over all but
    `source`. `first_seen` and `last_seen`
    are the earliest and the latest fetch that showed this version.
    """

    __tablename__ = "versions"

    id: Mapped[str] = mapped_column(primary_key=True)
    article_id: Mapped[str] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), index=True
    )
    content_hash: Mapped[str]
    text_hash: Mapped[str | None] = mapped_column(index=True)
    reading_hash: Mapped[str | None]
    extractor_version: Mapped[str]
    capture_id: Mapped[str | None]
    first_seen: Mapped[datetime | None]
    last_seen: Mapped[datetime | None]
    url: Mapped[str | None]
    canonical_url: Mapped[str | None]
    publisher: Mapped[str | None]
    fetched_at: Mapped[datetime | None]
    source: Mapped[str | None]
    headline: Mapped[str | None]
    kicker: Mapped[str | None]
    summary: Mapped[str | None]
    authors: Mapped[list[str]]
    editors: Mapped[list[str]]
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    published_raw: Mapped[str | None]
    published_value: Mapped[str | None]
    published_until: Mapped[str | None]
    published_precision: Mapped[str | None]
    published_zone: Mapped[str | None]
    published_rule: Mapped[str | None]
    published_flags: Mapped[list[str] | None]
    modified_at: Mapped[datetime | None]
    modified_raw: Mapped[str | None]
    modified_value: Mapped[str | None]
    modified_until: Mapped[str | None]
    modified_precision: Mapped[str | None]
    modified_zone: Mapped[str | None]
    modified_rule: Mapped[str | None]
    modified_flags: Mapped[list[str] | None]
    text: Mapped[str]
    source_line: Mapped[str | None]
    kind: Mapped[str | None]
    language: Mapped[str | None]
    free_access: Mapped[bool | None]
    flags: Mapped[list[str]]
    provenance: Mapped[dict[str, Any]]
    article: Mapped[dict[str, Any]]


class CaptureRow(Base):
    """A fetch that brought a version or a failure, and where its bytes are kept.

    `tdm_reserved` says whether the host reserves the page from text and data mining, None where
    that is unknown.
    """

    __tablename__ = "captures"

    id: Mapped[str] = mapped_column(primary_key=True)
    url: Mapped[str]
    fetched_at: Mapped[datetime | None]
    status: Mapped[int | None]
    digest: Mapped[str | None]
    source: Mapped[str | None] = mapped_column(index=True)
    tdm_reserved: Mapped[bool | None]
    version_id: Mapped[str | None] = mapped_column(
        ForeignKey("versions.id", ondelete="SET NULL"), index=True
    )
    run_id: Mapped[str | None] = mapped_column(ForeignKey("runs.id", ondelete="SET NULL"))


class PartOfVersion(Base):
    """Key of a child row: its version, and its number among those of its kind, from 0."""

    __abstract__ = True

    version_id: Mapped[str] = mapped_column(
        ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True
    )
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class _Dated:
    """A date beside a link or in the text: `items.DateValue` and the instant it stands for."""

    date_at: Mapped[datetime | None]
    date_raw: Mapped[str | None]
    date_value: Mapped[str | None]
    date_until: Mapped[str | None]
    date_precision: Mapped[str | None]
    date_zone: Mapped[str | None]
    date_rule: Mapped[str | None]
    date_flags: Mapped[list[str] | None]


class QuoteRow(PartOfVersion):
    """An `items.Quote`; offsets count characters of `versions.text`."""

    __tablename__ = "quotes"

    kind: Mapped[str]
    text: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    cue: Mapped[str | None]
    cue_start: Mapped[int | None]
    cue_end: Mapped[int | None]
    speaker: Mapped[str | None]
    speaker_start: Mapped[int | None]
    speaker_end: Mapped[int | None]
    speaker_full: Mapped[str | None]
    role: Mapped[str | None]
    position: Mapped[str]
    group: Mapped[int | None]
    rule: Mapped[str | None]


class CitationRow(PartOfVersion):
    """An `items.Citation`; offsets count characters of `versions.text`."""

    __tablename__ = "citations"

    text: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    cue: Mapped[str | None]
    source: Mapped[str]
    source_norm: Mapped[str]
    kind: Mapped[str]
    url: Mapped[str | None]
    rule: Mapped[str | None]


class RelatedLinkRow(PartOfVersion, _Dated):
    """An `items.RelatedLink`: in a block of links (`block` counts them from 0) or in the text.

    `placement` is "block" or "inline"; `label` is the block's, None for an inline link.
    """

    __tablename__ = "related_links"

    placement: Mapped[str]
    block: Mapped[int | None]
    label: Mapped[str | None]
    title: Mapped[str]
    url: Mapped[str | None]
    section: Mapped[str | None]


class DateMentionRow(PartOfVersion, _Dated):
    """An `items.DateMention`; offsets count characters of `versions.text`."""

    __tablename__ = "date_mentions"

    text: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]


class TagRow(PartOfVersion):
    """A tag as printed; `kind` is "tag" or "hashtag"."""

    __tablename__ = "tags"

    kind: Mapped[str]
    tag: Mapped[str]


class FieldCoverageRow(Base):
    """Of the pages of one publisher in one run, how many gave a field: `storage.FieldCoverage`.

    `selector` is one of the publisher's selectors for the field, "" for the field itself. `rules`
    counts the pages that gave it by rule, `examples` are addresses of pages that did not.
    """

    __tablename__ = "field_tallies"

    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    publisher: Mapped[str] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    selector: Mapped[str] = mapped_column(primary_key=True)
    pages: Mapped[int]
    found: Mapped[int]
    rules: Mapped[dict[str, Any]]
    examples: Mapped[list[str]]


class ListingYieldRow(Base):
    """What one run found in a publisher's listings of one form of address: `storage.ListingYield`.

    `asked` counts the listings asked for, `named` the articles and listings they named;
    `examples` are addresses of those that named none.
    """

    __tablename__ = "listing_tallies"

    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    publisher: Mapped[str] = mapped_column(primary_key=True)
    listing: Mapped[str] = mapped_column(primary_key=True)
    asked: Mapped[int]
    named: Mapped[int]
    examples: Mapped[list[str]]
