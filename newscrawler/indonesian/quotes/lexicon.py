"""Reporting verbs and nouns as data: roots and affixes, from which every written form is made.

An entry `root-suffix` is a root and the suffix of its verb: `jelas-kan` stands for menjelaskan,
dijelaskan and dijelaskannya.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

# What may follow the cue. `claim`: any predicate, however short. `say`: a clause. `topic`: a clause
# after a comma or a complementiser, because the verb may also have a plain object. `order`: the
# person asked, or the act asked for. `call`: the same, or the thing asked for. `judge`: an opinion.
# `picture`: a description with "sebagai".
CueKind = Literal["claim", "say", "topic", "order", "call", "judge", "picture"]

_VERBS: dict[CueKind, str] = {
    "claim": "aku kata-kan",
    "say": """
        ucap-kan ujar-kan tutur-kan ungkap ungkap-kan jelas-kan tegas-kan terang-kan
        tambah-kan imbuh-kan lanjut-kan papar-kan urai-kan jabar-kan sebut sebut-kan tandas-kan
        nyata-kan aku-i bantah tampik sanggah tepis sangkal cerita-kan kisah-kan konfirmasi
        klarifikasi lapor-kan pasti-kan tekan-kan yakin-kan klaim isyarat-kan
        simpul-kan tanya-kan sinyalir garisbawah-i benar-kan tuding tuduh berita-kan warta-kan
        keluh-kan timpal-i contoh-kan catat jamin umpama-kan asumsi-kan
    """,
    "topic": """
        sampai-kan beber beber-kan bocor-kan umum-kan utara-kan kemuka-kan lontar-kan tulis
        tulis-kan singgung ulas rinci kabar-kan sepakat-i kritik kenang cuit
    """,
    "order": """
        minta imbau himbau ajak desak tuntut saran-kan usul-kan anjur-kan rekomendasi-kan
        ingat-kan instruksi-kan
    """,
    "call": "seru-kan",
    "judge": """
        nilai duga kira-kan proyeksi-kan prediksi ramal-kan percaya-i doa-kan anggap pandang
        khawatir-kan sayang-kan sesal-kan taksir harap-kan curiga-i estimasi-kan
    """,
    "picture": "gambar-kan ibarat-kan",
}
# Verbs whose forms these affixes do not make.
_WORDS: dict[CueKind, str] = {
    "claim": "",
    "say": """
        berkata bilang berujar bertutur berucap bersikeras berpendapat berpandangan beranggapan
        berasumsi berdalih berkilah berkelit bercerita berkisah bersumpah bersaksi beralasan
        berargumen berseloroh berkelakar mempertanyakan mengkonfirmasi mengklarifikasi
        memungkiri mengeklaim sesumbar keukeuh berkeyakinan berkesimpulan mengkritik
    """,
    "topic": """
        memberitahu memberitahukan berkomentar berteriak menjawab bertanya yakin khawatir
        optimistis optimis
        pesimistis pesimis
    """,
    "order": "berpesan berjanji mewanti-wanti memperingatkan memohon",
    "call": "",
    "judge": """
        berharap memperkirakan memprakirakan memprediksi meyakini
    """,
    "picture": "",
}

# Roots that stand without affixes, or with -nya, beside a quotation: "…," kata X; "…," tambahnya.
_BARE = """
    kata ujar ucap tutur ungkap jelas tegas terang tambah imbuh lanjut sambung papar urai sebut
    beber pungkas tukas timpal cetus tandas tulis tanya jawab seru tutup kenang pesan pinta keluh
    aku sindir kelakar canda bisik teriak harap simpul puji ajak imbau himbau kilah dalih elak
    bantah sergah celetuk gumam kritik cuit balas rinci ingat lapor klaim umpat tegur ulas saran
    lirih ketus cerita kisah curhat sesal tuding tekan usul bunyi kaya sanggah koar doa sahut
    tampik nilai ancam desak jerit pekik ralat goda sumpah gerutu sapa pamit terka imbuh sebutkan
    katakan ungkapkan jelaskan tegaskan tambahkan sampaikan lanjutkan tuturkan ucapkan paparkan
    terangkan
"""
# Those of them that are common without quotation marks: A, kata X, B.
BARE_REPORTING = """
    kata ujar ucap tutur ungkap jelas tegas terang tambah imbuh lanjut sambung papar beber sebut
    pungkas tandas
"""

# Words with the speaker in them that open a sentence: Harapannya, …; Baginya, …
OPENING_NOUNS = "harapannya baginya intinya pesannya pandangannya pendapatnya dugaannya".split()
STATEMENT_NOUNS = "pernyataan kesaksian pengakuan penegasan klaim".split()
# Words that may follow "menurut" and are no speaker.
NO_SOURCES = frozenset(
    """
    standar hukum aturan undang-undang uu pasal rencana jadwal ketentuan agama islam kepercayaan
    primbon abjad peraturan tradisi adat saya kami kita kamu anda hemat jenis urutan usia kenyataan
    pantauan astrologi ramalan pengalaman
    """.split()
)

# Subjects that say nothing: "hal ini menegaskan", "kondisi itu menyebut".
NO_SPEAKERS = frozenset(
    """
    hal peristiwa kejadian kondisi situasi langkah cara tindakan kebijakan angka fakta video foto
    kenaikan penurunan kasus aksi program upaya keputusan proses sikap putusan ini itu ketegangan
    """.split()
)

_VOWELS_G_H = "aiueogh"


def _active_form(root: str) -> str:
    """Return the active form with meN-: its nasal assimilates and replaces k, p, s and t."""
    first = root[0]
    if root.startswith(("kl", "pr")):
        return ("meng" if first == "k" else "mem") + root
    if first in "kpst":
        return {"k": "meng", "p": "mem", "s": "meny", "t": "men"}[first] + root[1:]
    if first in "bfv":
        return "mem" + root
    if first in "cdjz":
        return "men" + root
    return ("meng" if first in _VOWELS_G_H else "me") + root


class Cue(NamedTuple):
    """A reporting verb: what may follow it, and whether it is passive (its speaker follows)."""

    kind: CueKind
    passive: bool


def _cue_forms() -> Iterator[tuple[str, Cue]]:
    """Yield every written form of the verbs and its cue."""
    for kind, entries in _VERBS.items():
        for entry in entries.split():
            root, _, suffix = entry.partition("-")
            yield _active_form(root) + suffix, Cue(kind, passive=False)
            passive = "di" + root + suffix
            yield passive, Cue(kind, passive=True)
            yield passive + "nya", Cue(kind, passive=True)
    for kind, words in _WORDS.items():
        for word in words.split():
            yield word, Cue(kind, passive=False)


CUES: dict[str, Cue] = dict(_cue_forms())
# Passives that report without a speaker.
for _rumour in (
    "dikabarkan",
    "dilaporkan",
    "diduga",
    "dinilai",
    "dianggap",
    "diharapkan",
    "diberitakan",
    "diwartakan",
):
    CUES.pop(_rumour, None)

BARE = frozenset(_BARE.split())
BARE_ALTERNATIVES = "|".join(sorted(BARE, key=len, reverse=True))
_OTHERS = [
    *(word for word in CUES if not word.startswith(("me", "ber", "di"))),
    *BARE_REPORTING.split(),
    "menurut",
    *OPENING_NOUNS,
    *STATEMENT_NOUNS,
]


def _initial(letter: str, rest: str) -> str:
    """Return a pattern for a word by its first letter and the rest of it."""
    return rf"{letter}(?<=\b{letter}){rest}"


def word_pattern(words: Iterable[str]) -> str:
    """Return a pattern for words, also with a capital, that is fast to search with.

    Every alternative begins with a plain letter and looks back for the word border only then, so
    that the engine can skip to the few letters that matter.
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(set(words), key=len, reverse=True):
        for letter in sorted({word[0], word[0].upper()}):
            rests.setdefault(letter, []).append(re.escape(word[1:]))
    return "|".join(_initial(letter, f"(?:{'|'.join(rest)})") for letter, rest in rests.items())


# A word that may be a cue: with an affix (to be looked up in CUES) or one of a short list.
CUE_WORD = re.compile(
    "|".join(
        _initial(letter, rest)
        for small, rest in (("m", "e[a-z-]{3,}"), ("b", "er[a-z]{3,}"), ("d", "i[a-z]{4,}"))
        for letter in (small, small.upper())
    )
    + rf"|(?:{word_pattern(_OTHERS)})(?:nya)?\b"
)
