"""The language of an article: what the page says of it, unless its text shows another."""

_MIN_TEXT_CHARS = 150
_MAX_TEXT_CHARS, _MAX_BEGIN_CHARS = 800, 400
_MIN_PROBABILITY = 0.9
"""A text of several sentences in one language has more."""
_COMMON_WORDS = {
    "id": frozenset(
        "yang dan di ini itu untuk dengan dari pada tidak akan oleh ke juga dalam sudah adalah saat"
        " kata karena bisa lebih para telah ada mereka".split()
    ),
    "en": frozenset("the and of to in is for that with was on as are by it from at his be".split()),
}
_MIN_WORD_SHARE = 0.05
_KIN = ({"id", "ms", "jv", "su", "min", "ace", "ban", "bug", "bjn"}, {"no", "nb", "nn", "da"})
"""Languages so close that a short text of one may be taken for the other."""


def language_of(text: str, declared: str | None) -> str | None:
    """Return the ISO 639 code of the language of `text`; `declared` is what its page says.

    Indonesian and English are told by their commonest words, which takes no time; only where these
    contradict the page is the text identified. The page is believed where the text is short.
    """
    sample = text[:_MAX_TEXT_CHARS]
    begin = sample[:_MAX_BEGIN_CHARS]
    if len(sample) < _MIN_TEXT_CHARS or (declared and _has_words_of(begin, declared)):
        return declared
    certain = (code for code in _COMMON_WORDS if _has_words_of(sample, code))
    found = next(certain, None) or _identify(sample)
    if found is None or (declared and _are_kin(found, declared)):
        return declared
    return found


def _has_words_of(text: str, language: str) -> bool:
    common = _COMMON_WORDS.get(language, frozenset())
    words = text.casefold().split()
    return sum(word in common for word in words) > _MIN_WORD_SHARE * len(words)


def _identify(text: str) -> str | None:
    """Return the language that the text is certainly in, None where that is in doubt."""
    from langdetect import DetectorFactory, LangDetectException, detect_langs  # noqa: PLC0415 (slow)

    DetectorFactory.seed = 0  # the same text gives the same answer
    try:
        best = detect_langs(text)[0]
    except LangDetectException:  # nothing but numbers and signs
        return None
    return str(best.lang) if best.prob >= _MIN_PROBABILITY else None


def _are_kin(one: str, other: str) -> bool:
    return one == other or any({one, other} <= kin for kin in _KIN)
