"""What a page says of itself in its meta tags, its title and its canonical link."""

from dataclasses import dataclass, field

from newscrawler.extraction.page.document import Document
from newscrawler.x_robots_tag import OUR_NAMES


@dataclass
class Metadata:
    """The first content of each meta tag by lower-case name, all canonical links, the title.

    `robots` holds the contents of all tags that tell us what a robot may do with the page.
    """

    tags: dict[str, str] = field(default_factory=dict)
    robots: list[str] = field(default_factory=list)
    canonicals: list[str] = field(default_factory=list)
    title: str | None = None
    language: str | None = None

    def first(self, *names: str) -> str | None:
        """Return the content of the first of `names` that the page has."""
        return next((self.tags[name] for name in names if self.tags.get(name)), None)


def published_time(metadata: Metadata) -> str | None:
    """Return when the page says that it was published."""
    return metadata.first(
        "article:published_time", "datepublished", "content_publisheddate", "pubdate"
    )


def read_metadata(document: Document) -> Metadata:
    """Read the head of `document`."""
    found = Metadata(language=document.root.get("lang"))
    for element in document.root.iter("meta", "link", "title"):
        if element.tag == "meta":
            name = element.get("property") or element.get("name") or element.get("itemprop")
            content = (element.get("content") or "").strip()
            if name and content:
                found.tags.setdefault(name.lower(), content)
                if name.lower() in OUR_NAMES:
                    found.robots.append(content)
        elif element.tag == "title":
            found.title = found.title or element.text
        elif element.get("rel") == "canonical" and element.get("href"):
            found.canonicals.append(element.get("href", ""))
    return found
