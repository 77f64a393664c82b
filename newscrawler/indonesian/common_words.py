"""Words that running text has more of, or less, than labels and links: Indonesian and English."""

import re

STOP_WORDS = frozenset(
    "the of and to in a is that for it as was with be by on not he his but at are this have "
    "from or had an they which you were their there been has will would can if more when "
    "who we your our so its than also into do how what about these yang dan di itu dengan "
    "untuk tidak ini dari dalam akan pada juga saya ke karena tersebut bisa ada mereka kata "
    "adalah atau oleh sudah saat para seperti kami kita telah menjadi lebih bahwa sebagai "
    "dia ia hingga bagi namun masih".split()
)
_READER = re.compile(r"\b(?:i|my|me|saya|anda|you|your|kamu|sign|subscribe|click|klik)\b")


def addresses_reader(lowered: str) -> bool:
    """Return whether somebody says I or you in a text, or asks the reader to do something.

    >>> addresses_reader("you, too"), addresses_reader("young and old")
    (True, False)
    """
    return _READER.search(lowered) is not None
