"""The complement of a cue: what may be reported, and where it begins and ends."""

import re

from newscrawler.indonesian.quotes.lexicon import CueKind

DAYS_OF_WEEK = "Senin|Selasa|Rabu|Kamis|Jumat|Jum'at|Sabtu|Minggu|Ahad"
# Between a cue and its complement: an adverbial, a comma, a complementiser.
LEAD_IN = re.compile(
    r"(?:\s+(?:kepada|pada|di|dalam|lewat|melalui|saat)\b[^,.]{1,60}?(?=,|\s+bahwa\b))?"
    r"(?P<comma>\s*,)?(?:\s+(?:juga|pula|kembali|lagi))?"
    r"(?P<that>\s*+(?:,\s*+)?\b(?:bahwa|kalau|bahwasanya|agar|supaya|jika)\b)?[\s,:]*"
)
# What ends a complement before the sentence ends: a citation, a day, when it was said. Leading
# spaces are bounded, because a search tries each of them.
_TAIL = re.compile(
    r",?\s{1,9}(?:seperti |sebagaimana )?"
    r"(?:dikutip|dilansir|diwartakan|diberitakan|melansir|mengutip)\b"
    rf"|,\s+(?:{DAYS_OF_WEEK})\b|\s{{1,9}}\((?:{DAYS_OF_WEEK})\b"
    r"|\s{1,9}(?:saat|ketika) (?:ditemui|dihubungi|dikonfirmasi|dijumpai)\b"
    r"|\s{1,9}kepada wartawan\b"
    r"|,\s+(?:membuat|sehingga membuat)\b"
    r"|,?\s{1,9}dalam (?:keterangan|siaran|pernyataan)(?:nya)?\b"
)
# Behind its verb it also ends where the same subject says more, or the reporter goes on.
_NEXT_PREDICATE = re.compile(
    r",?\s{1,9}(?:dan|serta|lalu|sekaligus|dengan|sambil|seraya|sembari)\s{1,9}"
    r"(?:(?:juga|kemudian|kembali)\s)?(?:meminta|mengimbau|berharap|menegaskan|menyebut|mengatakan"
    r"|menambahkan|menjelaskan|mengaku|menilai|menekankan|menyerukan|memperingatkan|bersumpah"
    r"|berjanji|mengajak|mendesak|menuntut|menyatakan|membantah|mengungkapkan|menyesalkan)\b"
    r"|,\s{1,9}(?:bersumpah|menggambarkan|menyebut|menambahkan|menegaskan)(?:nya)?\b"
    r"|,?\s{1,9}(?:tetapi|tapi|namun|meski|walau)(?:pun)?\s"
    r"(?:dia|ia|mereka|beliau|tidak|tak|sempat)\b"
)
# Sentence openers that link to what came before, and adverbials that begin a sentence.
_CONNECTIVE = re.compile(
    r"(?:(?:Selain itu|Namun|Sementara itu|Selanjutnya|Kemudian|Tetapi|Sedangkan|Untuk itu"
    r"|Oleh karena itu|Karena itu|Meski begitu|Namun demikian)\b[\s,]*)?"
)
_ADVERBIAL_OPENING = re.compile(
    r"(?:Namun|Tetapi|Tapi|Selain|Sementara|Di|Dalam|Pada|Sebelumnya|Sedangkan|Dan|Lalu|Adapun"
    r"|Masih|Sebab|Pasalnya|Karena|Meski|Bahkan|Oleh|Untuk|Jadi|Hal|Sebaliknya|Terlebih|Apalagi)"
    r"\b[^,]{0,60}$"
)
# Signs of a predicate: particles, some adjectives and verbs, and any verb by its prefix.
_PREDICATE = re.compile(
    r"\b(?:akan|telah|sudah|tidak|tak|bisa|dapat|harus|ada|adanya|adalah|merupakan|menjadi|masih"
    r"|belum|perlu|perlunya|pentingnya|penting|sangat|bukan|sedang|tengah|siap|ingin|pernah|mampu"
    r"|cukup|lebih|hanya|sebagai|punya|banyak|wajib|mulai|kini|sejak|untuk|terlalu|apakah|naik"
    r"|turun|minus|boleh|tetap|layak|agar|kesiapan\w*|bagi|jatuh|hilang|datang|ikut|kembali"
    r"|(?:me[mnlryw]|ber|ter|di)[a-z]{3,})\b"
)
_NO_PREDICATE = frozenset(
    """
    dirinya dinas direktur media mereka menteri merek meter berita bersama berikut tertentu
    terhadap terbaru tersebut tersangka terdakwa terkait dimana diri divisi direktorat bersih
    berbagai beras beragam bertajuk bertema digital dimensi distrik terakhir terpidana member
    memori menit mental berkas bersangkutan bernama
    """.split()
)
# Things that one says or asks for, which are no statements.
_COURTESIES = (
    r"ucapan|apresiasi|terima ?kasih|selamat|rasa|duka|belasungkawa|tanggapan|sambutan|pidato"
    r"|hal (?:itu|ini|tersebut|serupa)(?=$|[,.]| (?:saat|dalam|di|usai|kepada|ketika|setelah)\b)"
)
_COURTESY = re.compile(rf"(?:{_COURTESIES})(?!\w)", re.IGNORECASE)
_WANTED = re.compile(
    rf"(?:{_COURTESIES}|keterangan|maaf|izin|bantuan|uang|aspirasi|materi|kronologi)(?!\w)",
    re.IGNORECASE,
)
_COPULAS = frozenset(
    """
    akan harus adalah merupakan tidak bukan bisa dapat perlu masih sudah telah belum bertujuan
    berlaku berlangsung
    """.split()
)
_CLOSING_MARKS = "\"”'’»"
_MIN_COMPLEMENT_WORDS = 2
_MIN_OPINION_WORDS = 4


def has_predicate(text: str, start: int, end: int) -> bool:
    """Return whether `text[start:end]` has a predicate outside its relative clauses.

    Behind "yang" a verb belongs to the relative clause; only a copula or a modal verb counts there.
    """
    relative = text.find(" yang ", start, end)
    stop = relative if relative >= 0 else end
    return any(
        match.group() not in _NO_PREDICATE and (match.start() < stop or match.group() in _COPULAS)
        for match in _PREDICATE.finditer(text, start, end)
    )


def _has_copula(text: str, start: int, end: int) -> bool:
    """Return whether a copula or a modal verb stands before any "yang", as in a full clause."""
    relative = text.find(" yang ", start, end)
    words = text[start : relative if relative >= 0 else end].split()
    return not _COPULAS.isdisjoint(words)


def is_valid_complement(kind: CueKind, text: str, start: int, end: int, *, linked: bool) -> bool:
    """Return whether `text[start:end]` can be the complement of a cue of this kind.

    `linked` says that a comma or a complementiser stands between the two.
    """
    words = text.count(" ", start, end) + 1
    thing = _WANTED if kind in ("order", "topic") and not linked else _COURTESY
    if thing.match(text, start, end):
        return False
    if kind == "claim":
        return end > start
    if words < _MIN_COMPLEMENT_WORDS or linked or kind == "call":
        return words >= _MIN_COMPLEMENT_WORDS
    if kind == "topic":
        return _has_copula(text, start, end)
    if kind == "picture":
        return " sebagai " in text[start:end]
    opinion = kind == "judge" and words >= _MIN_OPINION_WORDS
    return opinion or text[end - 1] in _CLOSING_MARKS or has_predicate(text, start, end)


def trim_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without outer spaces, commas, colons and final full stops."""
    while start < end and text[start] in " \t,:;":
        start += 1
    while end > start and text[end - 1] in " \t,:;.\n":
        end -= 1
    return start, end


def complement_span(
    text: str, start: int, end: int, *, behind_verb: bool = False
) -> tuple[int, int]:
    """Return the span of the complement that begins at `start` and ends at `end` or before."""
    for border in (_TAIL, _NEXT_PREDICATE) if behind_verb else (_TAIL,):
        tail = border.search(text, start, end)
        end = tail.start() if tail else end
    return trim_span(text, start, end)


def is_adverbial_only(text: str, start: int, end: int) -> bool:
    """Return whether the words before a cue are only an adverbial and no complement."""
    first, last = trim_span(text, start, end)
    return last <= first or _ADVERBIAL_OPENING.match(text, first, last) is not None


def skip_connective(text: str, start: int, end: int) -> int:
    """Return the offset behind a sentence opener such as "Selain itu"."""
    opener = _CONNECTIVE.match(text, start, end)
    return opener.end() if opener else start
