"""What each flag of an article, or of one of its dates, means: a plain sentence for each.

The parts of the program that set a flag name it; a test holds that each of them is explained here.
"""

from collections.abc import Mapping

MEANINGS: Mapping[str, str] = {
    # What is known of the saved page
    "no_sidecar": "No sidecar stands beside the file: URL and time of the fetch are not known.",
    "sidecar_unreadable": "The sidecar beside the file holds no JSON object and was not used.",
    "headers_unreadable": "The headers that were saved with the page are none and were not used.",
    "status_unreadable": "The status that was saved with the page is no number and was not used.",
    "fetched_at_unreadable": "The time of the fetch is no ISO 8601 time and was not used.",
    "fetched_at_without_zone": "The time of the fetch has no UTC offset and was not used.",
    "truncated:": "The archived response is cut off ({}).",
    "digest_mismatch": "The archived response is not what its digest says.",
    "encoding_mismatch": "The response is not in the content encoding that its headers name.",
    # Its bytes
    "empty": "The page holds nothing.",
    "not_html:": "The page is not HTML but {}.",
    "partial": "The page ends before its closing tag: part of it may be missing.",
    "depth_limit": "The elements are nested too deep: the innermost were read without their tags.",
    "undecodable_bytes:": "{} bytes could not be decoded and were replaced.",
    "charset_conflict": "The encoding that the page declares is not the one its bytes are in.",
    "charset:": "The encoding by header and meta tag, and the one that was read: {}.",
    # What it says for machines
    "jsonld_repaired": "A JSON-LD script is broken and was repaired.",
    "jsonld_unreadable": "A JSON-LD script is broken beyond repair and was not used.",
    "state_unreadable": "The state that the page embeds for its scripts could not be read.",
    "url_from_page": "Nobody gave the URL of the page: it is the one that the page claims.",
    "url_from_path": "Nobody gave the URL of the page: it is read from the folders of its file.",
    "canonical_shared": "Another article claims the same canonical URL: this one keeps its own.",
    "placeholder": "The same headline and text stand at the address of another article, too.",
    "no_url": "Nobody gave the URL of the page, and the page claims none.",
    "noindex": "The site asks search engines not to list the page.",
    "noarchive": "The site asks that no copy of the page be kept.",
    "tdm_reserved": "The site reserves the page from text and data mining.",
    # What stands in the article's place
    "wall:challenge": "The page asks its reader to prove to be human.",
    "wall:login": "The page asks its reader to log in.",
    "wall:subscription": "The page shows its text to subscribers only.",
    "wall:consent": "The page asks for consent to cookies or terms.",
    "wall:soft_404": "The page says that the article is not there, whatever its status.",
    "wall:error": "The page reports an error of the server.",
    "extraction_failed:": "Extraction failed with {}: a defect of this program.",
    # The article
    "missing:headline": "No source gives a headline.",
    "missing:body": "No source gives a text.",
    "missing:published": "No source gives a time of publication.",
    "missing:authors": "No source gives an author.",
    "published_is_modified": "Nothing tells the publication: it is the time of the last change.",
    "unreadable:published": "The time of publication was found, but its value is not known.",
    "unreadable:modified": "The time of the last change was found, but its value is not known.",
    "unanchored_dates": "Some dates count from a time that is not known, and have no value.",
    "zone_conflict:published": "A timestamp shows the printed time in another, wrong time zone.",
    "zone_conflict:modified": "The time of the last change was read without its wrong time zone.",
    "doubtful:body": "Readings of the text differ, it is a small part of the page's, or a guess.",
    "incomplete": "The article has more pages than were read.",
    "incomplete:": "Page {} of the article is missing.",
    "page_failed:": "Page {} of the article failed for a reason that may pass.",
    "unstorable_characters": "Characters that the database cannot hold were replaced.",
    # A single date
    "no_anchor": "The date counts from a time that is not known, and has no value.",
    "weekday_mismatch": "The weekday is not that of the date.",
    "sunday_or_week": "The word minggu may mean Sunday or the week: Sunday was taken.",
    "convention": "The words name a part of a period, which is counted as one third of it.",
    "absurd": "The date lies before there were news sites or after the fetch: it has no value.",
}
"""Sentences by flag. A key that ends with a colon stands for all flags that begin so; the rest of
the flag takes the place of `{}`."""


def meaning_of(flag: str) -> str | None:
    """Return what `flag` means, None for one that nobody has explained.

    >>> meaning_of("missing:authors")
    'No source gives an author.'
    >>> meaning_of("incomplete:3")
    'Page 3 of the article is missing.'
    """
    name, colon, value = flag.partition(":")
    sentence = MEANINGS.get(flag) or MEANINGS.get(name + colon)
    return sentence and sentence.format(value)
