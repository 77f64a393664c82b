"""The Indonesian vocabulary of time, as data: all words lower case, one space between words.

Month and weekday names include the spellings of older and regional newsrooms (Nopember,
Pebruari, Ahad, Jum'at) and the English names that leak in from content management systems.
"""

from newscrawler.indonesian.timezones import TIMEZONES
from newscrawler.items import Precision


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


MONTHS = {
    word: number
    for number, spellings in enumerate(
        (
            "januari jan january",
            "februari pebruari feb peb february",
            "maret mar mrt march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agust agu agt ags aug august",
            "september sept sep",
            "oktober okt oct october",
            "november nopember nov nop",
            "desember des dec december",
        ),
        start=1,
    )
    for word in spellings.split()
}
# Only these may stand without a year or a weekday; "Mar", "May" and "Des" are also other words.
FULL_MONTHS = frozenset(
    _words(
        "januari februari pebruari maret april mei juni juli agustus september oktober november"
        " nopember desember"
    )
)
HIJRI_MONTHS = (
    *_words(
        "muharram muharam safar shafar rajab sya'ban syaban syakban ramadan ramadhan syawal"
        " zulkaidah dzulkaidah dzulqa'dah dzulqadah zulhijah zulhijjah dzulhijah dzulhijjah"
    ),
    *(
        f"{month}{gap}{ordinal}"
        for month in ("rabiul", "rabi'ul", "jumadil", "jumadal")
        for gap in (" ", "")
        for ordinal in ("awal", "awwal", "akhir", "ula", "tsani")
    ),
)

WEEKDAYS = {  # as datetime counts them, Monday is 0
    "senin": 0,
    "selasa": 1,
    "rabu": 2,
    "kamis": 3,
    "jumat": 4,
    "jum'at": 4,
    "sabtu": 5,
    "minggu": 6,
    "ahad": 6,
}
# These name a weekday only beside a date.
WEEKDAYS_BESIDE_DATE = {
    word: number
    for number, spellings in enumerate(
        (
            "sen monday mon",
            "sel tuesday tue tues",
            "rab wednesday wed",
            "kam thursday thu thur thurs",
            "jum friday fri",
            "sab saturday sat",
            "min ahd sunday sun",
        )
    )
    for word in spellings.split()
}
PASARAN = ("legi", "pahing", "pon", "wage", "kliwon")  # the Javanese five-day week

ONES = {
    word: number
    for number, word in enumerate(
        _words("satu dua tiga empat lima enam tujuh delapan sembilan"), start=1
    )
}
TEENS = {"sepuluh": 10, "sebelas": 11}
FRACTIONS = {"setengah": 0.5, "seperempat": 0.25}

# A unit of time is the precision it claims and its size in months, days and seconds.
Unit = tuple[Precision, int, int, int]
SECOND: Unit = ("second", 0, 0, 1)
MINUTE: Unit = ("minute", 0, 0, 60)
HOUR: Unit = ("hour", 0, 0, 3600)
DAY: Unit = ("day", 0, 1, 0)
WEEK: Unit = ("week", 0, 7, 0)
MONTH: Unit = ("month", 1, 0, 0)
YEAR: Unit = ("year", 12, 0, 0)
UNITS: dict[str, Unit] = {
    word: unit
    for spellings, unit in (
        ("detik dtk", SECOND),
        ("menit mnt", MINUTE),
        ("jam", HOUR),
        ("hari hr", DAY),
        ("minggu mgg pekan", WEEK),
        ("bulan bln", MONTH),
        ("tahun thn", YEAR),
    )
    for word in spellings.split()
}
ENGLISH_UNITS: dict[str, Unit] = {
    word: unit
    for spellings, unit in (
        ("second seconds", SECOND),
        ("minute minutes min mins", MINUTE),
        ("hour hours", HOUR),
        ("day days", DAY),
        ("week weeks", WEEK),
        ("month months", MONTH),
        ("year years", YEAR),
    )
    for word in spellings.split()
}
# A fraction of one unit is counted in a smaller one: "1,5 jam" is 90 minutes.
SMALLER_UNITS: dict[Precision, tuple[int, Unit]] = {
    "minute": (60, SECOND),
    "hour": (60, MINUTE),
    "day": (24, HOUR),
    "year": (12, MONTH),
}
CALENDAR_UNITS: dict[str, Precision] = {
    "pekan": "week",
    "minggu": "week",
    "mgg": "week",
    "bulan": "month",
    "bln": "month",
    "tahun": "year",
    "thn": "year",
}

PAST = ("lalu", "yang lalu", "silam", "yang silam", "kemarin", "kemaren", "tadi")
FUTURE = ("depan", "mendatang", "yang akan datang", "akan datang", "besok", "esok", "nanti")
THIS = ("ini",)
LATER = ("besok", "esok", "nanti")  # in the current week, month or year if it is not over
DIRECTIONS = {
    word: step for step, directions in ((-1, PAST), (0, THIS), (1, FUTURE)) for word in directions
}
AGO = {
    "lalu": -1,
    "silam": -1,
    "yang lalu": -1,
    "yg lalu": -1,
    "yang silam": -1,
    "ago": -1,
    "lagi": 1,
}

DAY_WORDS = {
    "hari ini": 0,
    "kemarin": -1,
    "kemaren": -1,
    "semalam": -1,
    "kemarin lusa": -2,
    "kemarin dulu": -2,
    "besok": 1,
    "esok hari": 1,
    "lusa": 2,
    "besok lusa": 2,
}
PARTS_OF_DAY = (
    *_words("subuh pagi siang sore petang malam dinihari"),
    *("pagi hari", "siang hari", "sore hari", "petang hari", "malam hari"),
    *("dini hari", "tengah malam"),
)
# Before or after a part of the day; only "tadi malam" is the night of the day before.
PART_DAYS = {"tadi": 0, "ini": 0, "nanti": 0, "kemarin": -1, "besok": 1, "esok": 1}

THIRDS = {"awal": 0, "pertengahan": 1, "medio": 1, "akhir": 2}

PERIODS: dict[str, tuple[int, Precision]] = {  # word: (periods in a year, precision)
    "kuartal": (4, "quarter"),
    "kwartal": (4, "quarter"),
    "triwulan": (4, "quarter"),
    "tw": (4, "quarter"),
    "semester": (2, "semester"),
    "paruh": (2, "semester"),
}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
ORDINALS = {
    "pertama": 1,
    "kesatu": 1,
    "kedua": 2,
    "ketiga": 3,
    "keempat": 4,
    **ONES,
    **ROMAN,
    **{f"{ke}{n}": n for n in range(1, 5) for ke in ("", "ke-", "ke ")},
}

TIMEZONE_WORDS = {name.lower(): timezone for name, timezone in TIMEZONES.items()}
LONG_TIMEZONE_WORDS = {"barat": "wib", "tengah": "wita", "timur": "wit"}

CLOCK_WORDS = ("pukul", "jam", "pkl", "pkl.", "pk", "pk.")
ABOUT = ("sekitar", "sekira", "kira-kira", "tepat", "tepatnya", "pada", "mulai")
RANGE_WORDS = ("hingga", "sampai dengan", "sampai", "s/d", "s.d.", "s.d", "sd")

# A number after one of these numbers or measures something that is no date.
NUMBERED = _words(
    "pasal ayat nomor no no. rt rw km uu perkara skor jalan jl jl. universitas stadion"
    " lapangan monumen halaman perintah"
)
# A bare weekday after one of these recurs, or is a rite or a place (Pasar Minggu).
EACH = ("setiap", "tiap", "saban")
BEFORE_RECURRING = (
    *EACH,
    *_words(
        "salat shalat sholat khotbah khutbah malam puasa pasar sekolah ibadah misa kebaktian koran"
    ),
)
# After a weekday these make the name of a holy day or of a custom: "Jumat Agung".
FEASTS = _words(
    "suci abu agung putih paskah palma adven biasa kasih berkah curhat barokah bersih hitam"
)
# A bare month or year after one of these is a date.
BEFORE_MONTH = _words(
    "pada sejak hingga sampai bulan per selama sepanjang antara menjelang periode medio"
)
BEFORE_YEAR = _words(
    "pada sejak hingga sampai per selama sepanjang dari antara menjelang periode medio di"
    " untuk era dekade mulai semenjak memasuki jelang menuju sebelum setelah lahir kelahiran"
    " dibanding dibandingkan ketimbang"
)
# A range of years after one of these is a time: "masa jabatan 2019-2024".
BEFORE_TERM = _words("jabatan bakti kepengurusan kurun waktu rentang")
BEFORE_DAY = _words("tanggal tgl pada")  # before a day in words: "tanggal tujuh belas Agustus"
# A number before one of these is an amount, not a year.
COUNTED = _words(
    "orang meter unit kali rupiah dolar warga peserta personel km kilometer ton liter hektare"
    " hektar halaman poin kg kilogram watt rumah mahasiswa siswa buah ekor lembar"
    " pohon paket pasukan kursi tentara jiwa pengunjung penonton cc mm titik"
    " lokasi desa kota negara dosis batang butir bungkus karung botol kk langkah kalori mdpl gram"
    " ml cm bibit pelari sapi"
)
# Before a unit, one of these makes an amount: "beberapa bulan lalu" is no calendar month.
AMOUNTS = _words(
    "an beberapa berapa sekian sejumlah setiap tiap seratus ratus ribu juta puluh belas puluhan"
    " belasan ratusan ribuan setengah seperempat satu dua tiga empat lima enam tujuh delapan"
    " sembilan sepuluh sebelas"
)
