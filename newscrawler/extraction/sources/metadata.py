"""What a page says of itself in its meta tags, its title and its canonical link."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from newscrawler.extraction.page.document import Document
from newscrawler.extraction.page.json_text import load_json
from newscrawler.x_robots_tag import OUR_NAMES

_SEPARATORS = re.compile(r"[\W_]+")
_PUBLISHED_NAMES = (
    "articlepublishedtime", "datepublished", "contentpublisheddate", "pubdate",
    "ogarticlepublishedtime", "ogpublishedtime", "articlepublished", "articlepublisheddate",
    "articlepublishdate", "articlepubdate", "ogpubdate", "publicationdate", "publisheddate",
    "publishdate", "publishtime", "publishedtime", "publishedat", "published", "publishedon",
    "parselypubdate", "sailthrudate", "cxenseparserecspublishtime", "cxenseparsepublishtime",
    "dcdateissued", "dctermsissued", "dctermsdateissued", "dcdatepublished", "dcdatecreated",
    "dctermscreated", "dctermsavailable", "dcdateavailable", "dctermsdate", "dcdate",
    "citationpublicationdate", "citationonlinedate", "citationdate", "prismpublicationdate",
    "eprintsdatestamp", "btpubdate", "rnewsdatepublished", "dateissued",
    "originalpublicationdate", "articledateoriginal", "articledate", "articlecreated",
    "shareaholicarticlepublishedtime", "ogreleasedate", "releasedate", "displaydate", "postdate",
    "datecreated", "createdate", "creationdate", "created", "dateposted", "date",
)  # fmt: skip
"""The names that content systems give the time of publication, the most specific first."""
_PUBLISHED_ENDINGS = ("publisheddate", "publishdate", "publishedtime", "datepublished")
"""The ends of names that sites make of their own: "w-published-date"."""
_MODIFIED_NAMES = (
    "articlemodifiedtime", "datemodified", "ogarticlemodifiedtime", "ogmodifiedtime",
    "ogupdatedtime", "articlemodified", "articleupdatedtime", "articleupdated",
    "articlemodifieddate", "dctermsmodified", "dcdatemodified", "dcmodified",
    "shareaholicarticlemodifiedtime", "rnewsdatemodified", "lastmodified", "lastmod",
    "modifiedtime", "modifieddate", "updatedtime", "updatedat", "dateupdated", "modified",
    "revised",
)  # fmt: skip
_LABELS = ("twitter:label1", "twitter:label2")
_PUBLISHED_LABEL = re.compile(
    r"(?:published|diterbitkan|dipublikasikan|(?:tanggal )?terbit|tayang)(?: (?:on|pada))?\W{0,9}$",
    re.IGNORECASE,
)
_WRITER_LABEL = re.compile(r"(?:ditulis oleh|penulis|written by|author)\W{0,9}$", re.IGNORECASE)


@dataclass
class Metadata:
    """The contents of each meta tag by lower-case name, all canonical links, the title.

    `robots` holds the contents of all tags that tell us what a robot may do with the page.
    """

    tags: dict[str, list[str]] = field(default_factory=dict)
    robots: list[str] = field(default_factory=list)
    canonicals: list[str] = field(default_factory=list)
    title: str | None = None
    language: str | None = None

    @cached_property
    def joined(self) -> Mapping[str, list[str]]:
        """The contents of each meta tag by its name without dots, colons and the like."""
        return {_joined(name): contents for name, contents in self.tags.items()}

    @property
    def addresses(self) -> list[str]:
        """The addresses that the page gives as its own, the most trusted first."""
        return [*self.canonicals, *self.all("og:url")[:1]]

    def first(self, *names: str) -> str | None:
        """Return the content of the first of `names` that the page has."""
        return next((self.tags[name][0] for name in names if name in self.tags), None)

    def all(self, name: str) -> Sequence[str]:
        """Return the contents of all tags called `name`: some sites have one for each author."""
        return self.tags.get(name, ())


def published_times(metadata: Metadata) -> list[str]:
    """Return when the page says that it was published, in the order of trust."""
    named = _times(metadata, _PUBLISHED_NAMES) or [
        contents[0]
        for name, contents in metadata.joined.items()
        if name.endswith(_PUBLISHED_ENDINGS)
    ]
    return named or [*_parsely_times(metadata), *_labelled(metadata, _PUBLISHED_LABEL)]


def _parsely_times(metadata: Metadata) -> list[str]:
    """Return the time in the tag that describes a page to Parse.ly in JSON."""
    given, _ = load_json(metadata.first("parsely-page") or "null")
    found = given.get("pub_date") if isinstance(given, dict) else None
    return [found] if isinstance(found, str) else []


def modified_times(metadata: Metadata) -> list[str]:
    """Return when the page says that it was changed, in the order of trust."""
    return _times(metadata, _MODIFIED_NAMES)


def stated_body(metadata: Metadata) -> str:
    """Return the text of the article in a tag of its microdata; nothing where several have one."""
    bodies = metadata.all("articlebody")
    return bodies[0] if len(bodies) == 1 else ""


def _times(metadata: Metadata, names: Sequence[str]) -> list[str]:
    """Return the contents of the tags `names`, however their words are joined."""
    joined = metadata.joined
    return [content for name in names if name in joined for content in joined[name]]


@lru_cache(maxsize=4096)
def _joined(name: str) -> str:
    return _SEPARATORS.sub("", name)


def labelled_writer(metadata: Metadata) -> str | None:
    """Return the author in the tags that describe a page on Twitter, as WordPress writes them."""
    return next(_labelled(metadata, _WRITER_LABEL), None)


def _labelled(metadata: Metadata, wanted: re.Pattern[str]) -> Iterator[str]:
    """Yield the values of the labels for Twitter that match `wanted`."""
    for label in _LABELS:
        value = metadata.first(label.replace("label", "data"))
        if value and wanted.match(metadata.first(label) or ""):
            yield value


def read_metadata(document: Document) -> Metadata:
    """Read the head of `document`."""
    found = Metadata(language=document.root.get("lang"))
    for element in document.root.iter("meta", "link", "title"):
        if element.tag == "meta":
            content = (element.get("content") or "").strip()
            names = {element.get(key, "").lower() for key in ("property", "name", "itemprop")}
            for name in names if content else ():
                if name:
                    found.tags.setdefault(name, []).append(content)
                if name in OUR_NAMES:
                    found.robots.append(content)
        elif element.tag == "title":
            found.title = found.title or element.text
        elif "canonical" in element.get("rel", "").lower().split() and element.get("href"):
            found.canonicals.append(element.get("href", ""))
    return found
