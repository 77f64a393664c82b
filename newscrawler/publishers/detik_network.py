"""The detik network (detik, CNN Indonesia, CNBC Indonesia): one system, three templates.

Its head names author and time in `dtk:` meta tags, proved on detik and CNBC. The `pubdate` tag
beside them is malformed and claims UTC for what is WIB: only `dtk:publishdate` is to be believed.
"""

from functools import partial

from newscrawler.publishers import Publisher

DTK_PUBLISHED = "meta[name='dtk:publishdate']::attr(content)"
STAMPED_PATH = r"(?!(?:tv|foto|video|infografis)/)[a-z-]+/\d{14}-\d+-\d+/[^/?#]+"
"""Of CNN and CNBC: channel, stamp of creation (not of publication), channel id, article id."""

detik_site = partial(
    Publisher,
    drop=[
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
"""Makes a `Publisher` of the network: give what differs."""
