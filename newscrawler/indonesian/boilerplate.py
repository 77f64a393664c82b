"""Boilerplate: lines inside an article that are not its text, such as notices and credits.

Each function takes one line of text with normalised white space. The words are those that
Indonesian newsrooms print. A line is a notice only when the whole line is one. Repetitions that
could overlap are bounded or possessive, so that every pattern takes linear time.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal

from newscrawler.indonesian.quotes.lexicon import BARE_REPORTING
from newscrawler.items import Credit, Republication

_MAX_NOTICE_CHARS, _MAX_PROMOTION_CHARS, _MAX_LABEL_CHARS = 400, 199, 60
NoticeKind = Literal[
    "republication", "hashtags", "source", "read_also", "promotion", "initials", "label", "end"
]

_REPUBLICATION = re.compile(
    r"^\W*(?:sebelumnya,? )?(?:sebagian )?(?:artikel|berita|tulisan|konten) ini "
    r"(?:(?:sebelumnya|sudah|telah|pernah|juga|pertama kali) )*"
    r"(?:tayang|terbit|dimuat|ditayangkan|diterbitkan|dipublikasikan) (?:di|pada|oleh) "
    r"(?P<outlet>.{1,400}?)(?:,? (?:dengan|berjudul|dalam) ?(?:judul)?:? ?(?P<title>.{1,400}))?$",
    re.IGNORECASE,
)
_TITLE_TAIL = re.compile(
    r"[\s,.]{0,9}(?:\(?https?://\S{1,400}|(?:klik|link|baca)\b[^.:]{0,40}:.{0,400})?$",
    re.IGNORECASE,
)
_HASHTAGS = re.compile(r"^(?:(?:hash)?tags?\s*:\s*)?(?:#[\w-]+[\s,]*)+$", re.IGNORECASE)
_HASHTAG = re.compile(r"#[\w-]+")
_REPORTED = re.compile(rf",[\"”]? (?:{'|'.join(BARE_REPORTING.split())})(?:nya\b| (?-i:[A-Z]))")
"""What somebody said: "…, kata Budi". Credits and promotions say no such thing."""
_SOURCE = re.compile(
    rf"^\(?(?:sumber|source)(?: berita| artikel)?\s*:\s*+(?!.*{_REPORTED.pattern})"
    r"(?P<source>.+?)\)?$",
    re.IGNORECASE,
)
_READ_ALSO = re.compile(
    r"^\W*(?:(?:yuk,? )?(?:baca|simak|lihat|tonton)"
    r" (?:juga|pula|selengkapnya|lainnya|selanjutnya)\b\s*+[:>»]*+"
    r"|(?:baca|simak|tonton|selengkapnya|pilihan editor|(?:berita|artikel|video|kabar|info)"
    r" (?:terkait|lain(?:nya)?|serupa)|(?:simak|lihat) (?:berita|artikel) lain(?:nya)?|lainnya"
    r"|jangan lewatkan|read (?:also|more|next)|see also|also read"
    r"|related(?: (?:news|article|story))?)\s*+[:>»]++)"
    r"\s*+(?P<title>.*)$",
    re.IGNORECASE,
)
_PROMOTION = re.compile(
    r"\b(?:google news|saluran whatsapp|whatsapp channel|kanal whatsapp|grup telegram"
    r"|(?:download|unduh|install)\b.{0,40}\baplikasi|aplikasi tribunx"
    r"|berlangganan (?:newsletter|sekarang)|subscribe|update berita lainnya"
    r"|(?:simak|ikuti|dapatkan)\b.{0,60}\b(?:saluran|kanal|channel) resmi"
    r"|simak (?:video|berita)(?: \w+){0,3} di (?:atas|bawah)|saksikan video|tonton video"
    r"|dapatkan (?:update|informasi|berita)\b.{0,40}\b(?:pilihan|setiap hari|terkini))\b",
    re.IGNORECASE,
)
_INVITATION = re.compile(
    r"\b(?:ikuti|simak|dapatkan|download|unduh|install|klik|(?:ber)?gabung(?:lah)?|join|follow|yuk"
    r"|cek|baca(?:lah)?|saksikan|tonton|nikmati|langganan|berlangganan|update|jangan|add"
    r"|subscribe (?:dan|sekarang|channel|di)|aplikasi tribunx)\b",
    re.IGNORECASE,
)
"""Words that invite the reader: a promotion has one, a report about a Telegram group has not."""
_PROMOTING = (
    "google news", "whatsapp", "telegram", "aplikasi", "berlangganan", "subscribe", "dapatkan",
    "berita lainnya", "simak", "saksikan", "tonton",
)  # fmt: skip
"""Every promotion has one of these words."""
_SERVICES = "facebook|twitter|x|whatsapp|telegram|line|linkedin|pinterest|email"
_SERVICE = re.compile(rf"\W*(?:{_SERVICES})\W*$", re.IGNORECASE)
_LABEL = re.compile(
    r"^[^\w©]*(?:advertisement|iklan|ads?|sponsored|bagikan|share|salin tautan|copy link|komentar"
    rf"|{_SERVICES}|cetak|print|lihat foto"
    r"|(?:scroll|gulir)\b.{0,50}+|(?:next|previous|prev|selanjutnya|sebelumnya)"
    r"|halaman(?: (?:selanjutnya|berikutnya|\d+))?|tags?|topik(?: terkait)?|copyright.{0,100}+"
    r"|\d{1,3} ?(?:dari|/) ?\d{1,3}(?: halaman)?"
    r"|(?:klik (?:gambar|foto) untuk )?perbesar(?: gambar)?|\[gambas:[^\]]{1,80}\]"
    r"|(?:yuk,? )?(?:simak|tonton|lihat|saksikan) (?:juga )?video(?: (?:ini|berikut)){0,2}"
    r"|lanjutkan membaca|ringkasan(?: berita)?|daftar isi|dok\. ?\w+|foto"
    r"|ikuti kami di.{0,80}+|©.{0,160}+|hak cipta.{0,100}+)\W*$",
    re.IGNORECASE,
)
_INITIALS = re.compile(
    r"^(?:\([A-Za-z]{2,6}(?:/[A-Za-z]{2,10}){0,3}\)|\[[a-z]{2,6}(?:/[a-z]{2,10}){0,3}\]"
    r"|[a-z]{2,4}(?:/[a-z]{2,4}){0,3} ?\([A-Za-z]{2,10}(?:, ?[A-Za-z]{2,10}){0,4}\))$"
)
_OPENING = re.compile(
    r"^\W*(?:#|©|sebelumnya|sebagian|artikel|berita|tulisan|konten|(?:hash)?tags?\b|sumber|source"
    r"|baca|simak|lihat|tonton|selengkapnya|pilihan|video|read|see also|also read|copyright"
    r"|hak cipta|ikuti kami|kabar|info|lainnya|jangan lewatkan|related|scroll|gulir)",
    re.IGNORECASE,
)
"""The beginning of a notice that is longer than a label."""
_END = re.compile(
    r"^(?=.)[\s(\[*=.-]*+(?:red|tribun[\w-]*+(?:\.com)?)?[\s)\]*=.-]*$", re.IGNORECASE
)
_COMMENTS = re.compile(
    r"^\W*(?:(?:tulis |beri |kirim |kolom )?komentar"
    r"(?: \(?\d+\)?| anda| pembaca| netizen| facebook| terbaru)?|comments?(?: \(?\d+\)?)?"
    r"|\d{1,5} (?:komentar|tanggapan|balasan|comments?|repl(?:y|ies)|responses?)"
    r"|(?:tinggalkan|tulis(?:kan?)?|beri(?:kan)?|kirim(?:kan)?) (?:sebuah )?"
    r"(?:balasan|komentar|tanggapan)(?: anda| batalkan balasan)?"
    r"|(?:leave|post|add|write) (?:a )?(?:reply|comment)(?: cancel reply)?"
    r"|join the (?:conversation|discussion)|(?:tanggapan|diskusi) pembaca|batalkan balasan"
    r"|isi komentar sepenuhnya\b.*+|disclaimer)\W*$",
    re.IGNORECASE,
)
_NAMED_COMMENTS = re.compile(
    r"^\W*(?:(?:komentar|tanggapan|diskusi)(?: pembaca| netizen)?|comments?|disclaimer)\W*$",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"[(\[](?:[A-Za-z]{2,6}(?:/[A-Za-z]{2,10}){1,3}|(?!(?:ist|foto|red|dok|vid)\b)[a-z]{2,4})[)\]]$"
)
_PICTURE = re.compile(
    r"\b(?:(?:foto|ilustrasi|photo|sumber|image|gambar) ?[:/]|dok(?:umentasi)?[.:/])"
    r"[^.!?]{0,60}[.)]?$|©[^.!?]{0,60}$"
    r"|[(/](?:foto|dok|ilustrasi|shutterstock|unsplash|pexels|freepik|istock|pixabay|getty|reuters|ap)\b"
    r"|\((?:ist|istimewa)\)$",
    re.IGNORECASE,
)
_PICTURE_SIGNS = (":", "/", "©", "(", "dok")
_TAGS = re.compile(
    r"\W*(?:(?:hash)?tags?|topik|kata kunci|keywords?)(?: (?:terkait|berita|artikel))?\W*$",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"\b(?:terkait|baca juga|rekomendasi(?! redaksi)|sesuai minat\w*|untuk anda|artikel lain|serupa"
    r"|simak juga|lihat juga|related|recommended|you may|jangan lewatkan|read also|see also)\b"
    r"|^\W*(?:berita|artikel|kabar|news)(?: \w+)? lainnya\W*$",
    re.IGNORECASE,
)
_RELATING = (
    "terkait", "baca juga", "rekomendasi", "sesuai minat", "untuk anda", "artikel lain", "serupa",
    "simak juga", "lihat juga", "related", "recommended", "you may", "jangan lewatkan", "read also",
    "see also", "lainnya",
)  # fmt: skip
"""Every label of related links has one of these."""
_OTHERS = re.compile(r"\W*(?:berita|artikel|kabar|news)(?: \w+)? lain(?:nya)?\W*$", re.IGNORECASE)
_RUBRIC = re.compile(
    r"\W*(?:berita )?(?:nasional|internasional|dunia|politik|hukum|kriminal|ekonomi|bisnis|keuangan"
    r"|olahraga|sports?|(?:sepak ?)?bola|hiburan|entertainment|sele(?:b|briti|britas)|gaya hidup"
    r"|lifestyle|tekno(?:logi)?|sains|kesehatan|health|otomotif|travel|wisata|kuliner|food|daerah"
    r"|regional|metro(?:politan)?|megapolitan|pendidikan|edukasi|properti|fotos?|videos?|ragam"
    r"|peristiwa|humaniora|news|hype|tren|terkini)\W*$",
    re.IGNORECASE,
)
"""A label that is nothing but a rubric of the site: its newest articles stand below."""
_SITEWIDE = re.compile(
    r"populer|pilihan|trending|tranding|terkini|terbaru|headline|terheboh|viral|indeks|jadwal|network"
    r"|(?:banyak|paling|sering|ramai|rame) (?:\w+ )?di(?:baca|cari|sukai|bagikan|komentari|lihat"
    r"|tonton|buka|klik|bicarakan|bahas|perbincangkan)|favorit|teranyar"
    r"|(?<!\w)\d{1,2} besar(?!\w)"
    r"|terbanyak|teratas|terhangat|terlaris|paling (?:hits|hangat|ramai)"
    r"|(?:sedang|lagi) (?:tren|ramai|rame|hangat|hits)"
    r"|recent|latest|newest|newsfeed|breaking news|highlight|sorotan|rekomendasi redaksi|what.s "
    r"|editor.?s? (?:choice|picks?)|baru saja"
    r"|kategori|topik hangat|opini|kolom|editorial|infografi[ks]|galeri|hari ini|berita utama"
    r"|sponsor|promoted|iklan|advert|(?<![a-z])(?:most|hot|top|live|forum|blog)(?![a-z])",
    re.IGNORECASE,
)

LabelledKind = Literal["opinion", "advertorial", "live"]
_LABELLED_KINDS: Mapping[LabelledKind, frozenset[str]] = {
    "opinion": frozenset(
        ("opini", "opinion", "opinions", "kolom", "kolumnis", "kolom pakar", "editorial", "tajuk",
         "tajuk rencana", "esai", "essay", "catatan redaksi", "surat pembaca", "analisis pakar",
         "column", "columnist", "op-ed", "commentary", "suara pembaca", "artikel opini")
    ),
    "advertorial": frozenset(
        ("advertorial", "adv", "iklan advertorial", "sponsored", "sponsored content",
         "sponsored post", "paid content", "paid post", "brand content", "branded content",
         "konten bersponsor", "artikel bersponsor", "konten berbayar", "pariwara",
         "advertisement feature", "kerja sama", "kerjasama", "partner content", "native ads",
         "brandstory", "brand story", "infotorial", "publikasi khusus")
    ),
    "live": frozenset(
        ("live", "live report", "live blog", "liveblog", "live update", "live updates",
         "laporan langsung", "live news", "breaking news live", "siaran langsung")
    ),
}  # fmt: skip
"""Rubrics and marks, as sites print them over a headline and write them into their addresses."""

_ROLES = (
    r"penulis|reporter|editor|oleh|pewarta|wartawan|kontributor|jurnalis|penyunting|fotografer"
    r"|redaktur|host|produser|producer|presenter|narator|naskah|script ?writer|uploader"
    r"|videografer|video (?:production|editor|journalist|jurnalis)|editor video|voice ?over|vo"
    r"|kamer?am[ae]n|cameraman|tim liputan|penerjemah|author|writer|(?:written|text|story|words) by"
    r"|(?:ditulis|dilaporkan) oleh"
)
_ROLE_ALONE = re.compile(rf"(?:{_ROLES})\s?:?$", re.IGNORECASE)
_BARE_ROLES = (
    "Oleh",
    "Penulis",
    "Reporter",
    "Pewarta",
    "Editor",
    "Laporan",
    "LAPORAN",
    "laporan",
    " by ",
    "By ",
)
_ROLE = re.compile(
    rf"(?<![Pp]ilihan )\b(?P<role>(?i:{_ROLES})|R[Ee][Pp]|Red)"
    rf"(?:\s?&\s?(?P<second>(?i:{_ROLES})))?\s*:\s*"
    # Without a colon it is a role only at the start of its part, before nothing but a name.
    r"|(?<![Cc]hecked )(?<![Rr]eviewed )(?<![Ee]dited )(?<![Pp]hoto )\b(?P<blog>by) "
    r"(?=[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4}$)"
    r"|^(?P<line>By) (?=[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,4}$)"
    r"|(?:^|[,|•·]\s*)(?P<bare>Oleh|Penulis|Reporter|Pewarta|Editor),?\s+"
    r"(?=[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,5}\s*(?:$|[,|•·]|pada\b))"
)
_NAME = re.compile(r"[^\W\d_][\w.'’`-]*(?:,? [^\W\d_][\w.'’`-]*){0,6}")
_REPORT_BY = re.compile(
    r"^\W*(?P<role>laporan (?:khusus )?(?:wartawan|videografer|reporter|jurnalis|kontributor|tim)"
    r"[^,|:]{0,60}?)\s?[,|:]\s*+(?P<name>[^,|]{1,120}?)(?: dan (?P<second>[^,|]{1,120}?))?"
    r"\W{0,20}$",
    re.IGNORECASE,
)
_NEXT_NAME = re.compile(r"[,;/&]|\sdan\s|\spada\s")
_EDITOR_INITIALS = re.compile(r"\s?/\s?[A-Z]{2,4}\s?$")
"""Initials of the editor after the writer's name: "Arnold Sumantri / FMB"."""
_AUTHOR_ROLES = re.compile(
    r"penulis|reporter|oleh|pewarta|wartawan|kontributor|jurnalis|author|writer|^rep$"
    r"|^(?:(?:written|text|story|words) )?by$",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"(?P<name>.{0,40}?)[\s·•|,(–-]{0,9}(?:(?:\d{1,3} |se)(?:detik|menit|jam|hari|minggu|pekan"
    r"|bulan|tahun)(?: yang)? lalu|baru saja|(?:\d{1,3} ?|an? )(?:second|sec|minute|min"
    r"|hour|day|week|month|year|[smhdwy])s? ago|just now)\W{0,9}"
    r"(?:(?:balas|reply|suka|like)\W{0,9}){0,3}$",
    re.IGNORECASE,
)
"""How long ago somebody wrote, with the name before it and the buttons after it."""
_AGES = ("lalu", "baru saja", "ago", "just now")
_TIME = re.compile(r"(?:pukul |jam )?\d{1,2}[.:]\d{2}(?: ?(?:WIB|WITA|WIT))?", re.IGNORECASE)


def _holds_any(text: str, words: Iterable[str]) -> bool:
    """Return whether `text` has one of `words`: much faster to see than whether a pattern fits."""
    return any(map(text.__contains__, words))


@lru_cache(maxsize=1024)  # one line is read as text, as a label and as the title of a link
def read_notice(line: str) -> NoticeKind | None:
    """Return the kind of notice that `line` is, None when it may be text."""
    if len(line) > _MAX_NOTICE_CHARS:
        return None
    if len(line) <= _MAX_LABEL_CHARS or _OPENING.match(line):
        for kind, pattern in _NOTICES:
            if pattern.match(line):
                return kind
    lowered = line.casefold() if len(line) <= _MAX_PROMOTION_CHARS else ""
    if _holds_any(lowered, _PROMOTING) and _PROMOTION.search(line):
        is_label = len(line) <= _MAX_LABEL_CHARS
        is_inviting = is_label or (_INVITATION.search(line) and not _REPORTED.search(line))
        return "promotion" if is_inviting else None
    return None


_NOTICES: tuple[tuple[NoticeKind, re.Pattern[str]], ...] = (
    ("republication", _REPUBLICATION),
    ("hashtags", _HASHTAGS),
    ("source", _SOURCE),
    ("initials", _INITIALS),
    ("label", _LABEL),
    ("read_also", _READ_ALSO),
    ("end", _END),
)


def read_republication(line: str) -> Republication | None:
    """Return the outlet and title of a republication notice; the caller adds its link."""
    match = _REPUBLICATION.match(line)
    if match is None:
        return None
    title = _TITLE_TAIL.sub("", match["title"] or "").strip(" \"“”'") or None
    return Republication(outlet=match["outlet"].strip(" ,.:"), title=title)


def read_hashtags(line: str) -> list[str]:
    """Return the hashtags of a line, with the hash sign."""
    return _HASHTAG.findall(line)


def read_source(line: str) -> str | None:
    """Return the source that a "Sumber: …" line names."""
    match = _SOURCE.match(line)
    return match["source"].strip() if match else None


def read_also_title(line: str) -> str | None:
    """Return the title behind "Baca juga: …", which is empty when it stands elsewhere."""
    match = _READ_ALSO.match(line)
    return match["title"].strip() if match else None


def read_credits(line: str) -> list[Credit]:
    """Return the roles and names of a byline or credit line, an empty list for any other line.

    A line may hold several ("Penulis: A | Editor: B"), and other words before the first.
    """
    if ":" not in line and not _holds_any(line, _BARE_ROLES):
        return []
    if report := _REPORT_BY.match(line):
        names = [report["name"], report["second"]]
        return [Credit(report["role"].strip(), name.strip()) for name in names if name]
    roles = list(_ROLE.finditer(line))
    ends = [role.start() for role in roles[1:]] + [len(line)]
    found: list[Credit] = []
    for role, end in zip(roles, ends, strict=False):
        named = _EDITOR_INITIALS.sub("", line[role.end() : end])
        parts = _NEXT_NAME.split(named)
        matches = (_NAME.match(part.strip(" |-–•\t")) for part in parts)
        first = next(filter(None, role.group("role", "bare", "blog", "line")))
        titles = [title for title in (first, role["second"]) if title]
        found += [Credit(title, name[0].strip()) for name in matches if name for title in titles]
    return found


def is_role(line: str) -> bool:
    """Return whether `line` is a role alone, with its holder on the next line."""
    return _ROLE_ALONE.match(line) is not None


def is_author_role(role: str) -> bool:
    """Return whether the holder of `role` wrote the article."""
    return _AUTHOR_ROLES.search(role) is not None


def is_editor_role(role: str) -> bool:
    """Return whether the holder of `role` edited the article."""
    return role.casefold() in {"editor", "penyunting", "redaktur", "red"}


def labels_tags(label: str) -> bool:
    """Return whether `label` stands above or before the tags of this article."""
    return _TAGS.match(label) is not None


def is_time(text: str) -> bool:
    """Return whether `text` is nothing but a time of day: "Pukul 14.05 WIB"."""
    return _TIME.fullmatch(text) is not None


def read_age(line: str) -> str | None:
    """Return the name before an age, empty where the age stands alone, None without an age.

    >>> read_age("Rina · 2 jam lalu"), read_age("2 jam yang lalu"), read_age("Dua jam kemudian")
    ('Rina', '', None)
    """
    match = _AGE.match(line) if _holds_any(line.casefold(), _AGES) else None
    return match["name"].strip() if match else None


def kind_of_label(label: str) -> LabelledKind | None:
    """Return the kind of article that a label names, such as a rubric or a mark of advertising.

    >>> kind_of_label("OPINI"), kind_of_label("Advertorial"), kind_of_label("Ekonomi")
    ('opinion', 'advertorial', None)
    """
    words = label.strip(" \t[]()|:-–—#").casefold()
    return next((kind for kind, names in _LABELLED_KINDS.items() if words in names), None)


def is_sign_off(line: str) -> bool:
    """Return whether `line` is the initials of a writer and an editor, which end a text."""
    return _SIGN_OFF.match(line) is not None


def names_picture(line: str) -> bool:
    """Return whether `line` names the source of a picture, as captions do."""
    return _holds_any(line.casefold(), _PICTURE_SIGNS) and _PICTURE.search(line) is not None


def names_service(line: str) -> bool:
    """Return whether `line` is the name of a service, as buttons for sharing bear it."""
    return _SERVICE.match(line) is not None


def opens_comments(line: str) -> bool:
    """Return whether the comments begin at `line`."""
    return _COMMENTS.match(line) is not None


def names_comments(line: str) -> bool:
    """Return whether `line` only names what follows, and may as well head a part of a text."""
    return _NAMED_COMMENTS.match(line) is not None


def labels_related(label: str) -> bool:
    """Return whether `label` stands above links that belong to this article."""
    return _holds_any(label.casefold(), _RELATING) and _RELATED.search(label) is not None


def labels_reading(label: str) -> bool:
    """Return whether `label` is that of links amid a text: "Baca juga"."""
    return _READ_ALSO.match(label) is not None


def labels_sitewide(label: str) -> bool:
    """Return whether `label` stands above links that every page of the site shows."""
    return _SITEWIDE.search(label) is not None or _RUBRIC.match(label) is not None


def labels_others(label: str) -> bool:
    """Return whether `label` names nothing but other articles, of the site or on the subject."""
    return _OTHERS.match(label) is not None
