"""The registered domain of an address, by the list of public suffixes."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tldextract import TLDExtract


def registered_domain(address: str) -> str:
    """Return the registered domain of a URL or a host name; nothing for one that has none.

    >>> registered_domain("https://jabar.tribunnews.com/1"), registered_domain("rina.wati")
    ('tribunnews.com', '')
    """
    return _suffixes().extract_str(address).top_domain_under_public_suffix


@cache
def _suffixes() -> "TLDExtract":
    """Return the public suffixes as the library knows them: nothing is downloaded."""
    from tldextract import TLDExtract  # noqa: PLC0415 - slow to import, and few pages need it

    return TLDExtract(suffix_list_urls=(), cache_dir=None)
