"""Function words around a noun phrase: what ends it, what precedes it, what is none."""

from newscrawler.indonesian.names.lexicon import DAYS

PRONOUNS = frozenset("ia dia beliau mereka dirinya pihaknya".split())
POINTING = ("itu", "ini", "tersebut")

# Verbs with the prefixes meN- and ber- end a noun phrase; these words only look like verbs.
_NOUNS = (
    "menteri|mentor|member|memori|menengah|mental|mereka|media|merek|meter|bersama|berita|beras"
    "|bernama|berinisial"
)
VERB = rf"(?!{_NOUNS})(?:me(?:ng|ny|m|n|l|r)[a-z]{{3,}}|ber[a-z]{{4,}})"

# A noun phrase stops before these.
STOP = "|".join(
    """
    di ke dalam saat ketika kala kepada usai seusai setelah sebelum sesudah pada lewat melalui
    seperti sebagaimana sambil seraya sembari dengan untuk soal terkait tentang lagi singkat kemarin
    yang dikutip dilansir dikonfirmasi ditemui dihubungi diwartakan diberitakan dilaporkan disadur
    diwawancarai dijumpai disapa diwakili didampingi diterima bahwa karena sebab agar supaya atas
    terhadap akan telah sudah juga pun tadi malam pagi siang sore polos serius tegas sempat kemudian
    lalu lantas jika kalau bila tertawa bangga haru via by hari hingga sebagai bukan tidak guna demi
    terkadang kadang biasanya dimana
    """.split()
    + [VERB]
    + [day for name in sorted(DAYS) for day in (name, name.capitalize())]
)

# What may follow a subject.
AFTER_SUBJECT = "|".join(
    [
        VERB,
        *"""
        saat di dalam pada melalui lewat usai seusai kepada ketika dengan yang secara sebelum
        setelah sambil seraya
        """.split(),
    ]
)

# What may stand between a subject and its verb.
ADVERBS = "|".join(
    """
    juga pun kemudian kembali telah sudah hanya langsung sempat lantas lalu pernah pula turut
    akhirnya terus ikut sontak baru justru tetap bahkan sendiri sementara sebelumnya masih mulai
    selalu kerap sekaligus kini akan terkadang kadang tak tidak tegas terang-terangan
    """.split()
    + "lebih lanjut|lebih jauh|berulang kali|secara [a-z]+(?: [a-z]+)?".split("|")
    + ["dengan (?:tegas|lantang|jelas|singkat|nada [a-z]+)"]
)

# A part of a clause that begins with one of these is no subject.
ADVERBIAL = "|".join(
    """
    dalam pada di saat usai seusai setelah melalui lewat kepada ketika ditemui sebelum sejak
    menanggapi terkait dengan untuk selaku sebagai kemarin hari yang sambil seraya dari berdasarkan
    dikutip dilansir dihubungi didampingi dikonfirmasi diwawancara diwawancarai merespons menjawab
    mengutip soal jika kalau apabila meski meskipun karena bila
    """.split()
)

# What may stand before the subject of a sentence.
CONNECTIVES = "|".join(
    [
        "Selain itu|Selain|Sementara itu|Sementara di sisi lain|Sementara|Namun demikian|Namun",
        "Di sisi lain|Sisi lain|Di samping itu|Kemudian|Lalu|Lantas|Setelah itu|Saat itu",
        "(?:Meski|Meskipun|Walau|Walaupun) (?:begitu|demikian)|Oleh karena itu|Karena itu",
        "Oleh sebab itu|Untuk itu|Lebih lanjut|Lebih jauh|Akan tetapi|Tetapi|Tapi|Dan|Sebelumnya",
        "Selanjutnya|Sedangkan|Adapun|Bahkan|Sebab|Akibatnya|Pun|Terpisah|Terakhir|Terlebih",
        "(?:Dalam|Pada) kesempatan (?:itu|tersebut|yang sama)|Di tempat terpisah|Secara terpisah",
        "(?:Menanggapi|Terkait) (?:hal )?(?:itu|ini|tersebut)|Hal senada|Senada",
        "Dalam keterangannya|Tak hanya itu|Tidak hanya itu|Bukan hanya itu",
    ]
)
