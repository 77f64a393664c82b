"""The detik network (detik, CNN Indonesia, CNBC Indonesia): one system, three templates.

Its head names the author and the time in `dtk:` meta tags, as seen on detik and CNBC. The
`pubdate` tag beside them is malformed and gives WIB times as UTC: only `dtk:publishdate` is right.
"""

from functools import partial

from newscrawler.publishers import Publisher

DTK_PUBLISHED = "meta[name='dtk:publishdate']::attr(content)"
STAMPED_PATH = r"(?!(?:tv|foto|video|infografis)/)[a-z-]+/\d{14}-\d+-\d+/[^/?#]+"
"""Of CNN and CNBC: channel, stamp of creation (not of publication), channel id, article id."""

detik_site = partial(
    Publisher,
    remove=[
        ".parallaxindetail",
        ".paradetail",
        "p.para_caption",
        "[class*='ads-scrollpage']",
        "[id^='div-gpt-ad']",
        ".newstag",
        ".detail__body-tag",
        "strong:has(> #aevp_title)",
        "a.video20detik",
        "a:contains('preferred source on Google')",
    ],
)
"""Builds a `Publisher` of the network from the facts that differ."""
