"""The cues and the sources of citations, as data."""

from newscrawler.items import CitationKind

# News agencies by their short names, with their other names.
AGENCIES = {
    "AFP": ("Agence France-Presse", "Agence France Presse"),
    "AP": ("Associated Press", "The Associated Press"),
    "Antara": ("LKBN Antara", "Antara News", "ANTARA", "Antaranews.com"),
    "ANI": ("Asian News International",),
    "ANSA": (),
    "Anadolu": ("Anadolu Agency", "Anadolu Ajansi", "Kantor Berita Anadolu"),
    "Bernama": (),
    "DPA": ("Deutsche Presse-Agentur",),
    "EFE": (),
    "Fars": ("Fars News Agency",),
    "IRNA": (),
    "Interfax": (),
    "KCNA": ("Korean Central News Agency",),
    "Kyodo": ("Kyodo News",),
    "Mehr": ("Mehr News Agency",),
    "PTI": ("Press Trust of India",),
    "RIA Novosti": ("RIA",),
    "Reuters": ("Thomson Reuters",),
    "SPA": ("Saudi Press Agency",),
    "TASS": ("ITAR-TASS", "Tass"),
    "Tasnim": ("Tasnim News Agency",),
    "UNIAN": (),
    "UPI": (),
    "WAFA": ("Wafa",),
    "Xinhua": ("Xinhua News Agency",),
    "Yonhap": ("Yonhap News Agency", "Yonhap News"),
}

# Outlets that are named without a cue word such as media or situs, one a line.
OUTLETS = frozenset(
    """
    Kompas.com
    Kompas
    Kompas TV
    KompasTV
    Tribunnews
    Tribun
    Merdeka
    Merdeka.com
    Tempo
    Detik
    detikcom
    detikFinance
    detikSport
    detikJatim
    detikJateng
    detikJabar
    detikBali
    detikSumut
    detikSulsel
    detikNews
    detikHot
    detikInet
    detikTravel
    detikOto
    Liputan6
    Republika
    Okezone
    Sindonews
    Suara
    Viva
    CNN
    CNN Indonesia
    CNBC
    CNBC Indonesia
    Kumparan
    Bisnis
    Bisnis Indonesia
    Kontan
    Katadata
    Jawa Pos
    Media Indonesia
    Pikiran Rakyat
    Metro TV
    tvOne
    Harian Kompas
    BBC
    BBC News
    BBC Indonesia
    NBC News
    ABC News
    CBS News
    Fox News
    Sky News
    Sky Sports
    The Guardian
    The New York Times
    New York Times
    Washington Post
    The Washington Post
    Wall Street Journal
    The Wall Street Journal
    Los Angeles Times
    The Moscow Times
    The Sun
    Daily Mail
    Daily Mirror
    Mirror
    The Times
    The Independent
    The Telegraph
    Al Jazeera
    Al Arabiya
    Bloomberg
    Forbes
    Time
    Newsweek
    Nikkei
    Nikkei Asia
    South China Morning Post
    SCMP
    The Straits Times
    Channel News Asia
    CNA
    Marca
    AS
    Mundo Deportivo
    Sport
    L'Equipe
    La Gazzetta dello Sport
    Gazzetta dello Sport
    Corriere dello Sport
    Tuttosport
    Football Italia
    Goal
    Goal International
    ESPN
    Bola
    Bola.net
    Bola.com
    Squawka
    Soompi
    Koreaboo
    Allkpop
    Dispatch
    Naver
    People
    Variety
    Billboard
    Page Six
    TMZ
    Times of India
    Hindustan Times
    Jerusalem Post
    Haaretz
    Times of Israel
    Politico
    Axios
    Deutsche Welle
    DW
    VOA
    VOA Indonesia
    NHK
    CGTN
    RRI
    TVRI
    RT
    Der Spiegel
    Le Monde
    El Pais
    NPR
    USA Today
    Global Times
    """.strip()
    .replace("    ", "")
    .split("\n")
)

# Platforms, in the form they are counted under.
PLATFORMS = {
    "instagram": "Instagram",
    "ig": "Instagram",
    "twitter": "Twitter",
    "x": "X",
    "tiktok": "TikTok",
    "facebook": "Facebook",
    "fb": "Facebook",
    "youtube": "YouTube",
    "threads": "Threads",
    "telegram": "Telegram",
    "whatsapp": "WhatsApp",
    "weibo": "Weibo",
    "truth social": "Truth Social",
    "linkedin": "LinkedIn",
    "instastory": "Instagram",
    "instagram story": "Instagram",
}

# The word at the heart of each cue, by the extractor that handles it.
CUES = {
    "attributed": """
        dikutip dilansir diwartakan diberitakan dilaporkan disadur dikabarkan disitat dinukil
        ditulis mengutip melansir menyadur menukil
    """.split(),
    "press_release": "keterangan pernyataan siaran rilis press".split(),
    "republished": "tayang terbit dimuat dipublikasikan".split(),
    "interview": """
        kepada dihubungi ditemui dikonfirmasi diwawancarai diwawancara wawancara berbincang
    """.split(),
    "known_outlet": "tulis lapor diterbitkan disiarkan dirilis menurut".split(),
    "reporting_outlet": "melaporkan memberitakan mewartakan mengabarkan menulis".split(),
    "source_line": ["sumber", "source"],
    "social_post": """
        akun unggahan postingan cuitan tayangan kanal channel video instagram x twitter tiktok
        facebook youtube threads truth telegram platform
    """.split(),
    "study": """
        survei riset penelitian studi jajak laporan data proyeksi kajian
    """.split(),
    "according_to": ["versi"],
}

# Offices that issue press releases, in a source line.
PRESS_OFFICES = ("diskominfo", "humas", "kominfo", "prokopim")

# Words before a source that say what it is; they are no part of its name.
SOURCE_WORDS: dict[str, CitationKind] = {
    "kantor berita": "news_agency",
    "surat kabar": "outlet",
    "koran": "outlet",
    "harian": "outlet",
    "majalah": "outlet",
    "tabloid": "outlet",
    "media": "outlet",
    "portal berita": "outlet",
    "stasiun televisi": "outlet",
    "stasiun tv": "outlet",
    "televisi": "outlet",
    "situs berita": "outlet",
    "situs resmi": "website",
    "situs web": "website",
    "situs": "website",
    "laman resmi": "website",
    "laman": "website",
    "website": "website",
    "kanal youtube": "social",
    "channel youtube": "social",
    "akun": "social",
}

# Some of them as a pattern, for the subject of a reporting verb.
OUTLET_WORDS = (
    "[Ss]urat kabar|[Kk]antor berita|[Mm]edia|[Hh]arian|[Mm]ajalah|[Kk]oran|[Tt]abloid"
    "|[Ss]tasiun televisi|[Ss]itus(?: berita)?"
)
