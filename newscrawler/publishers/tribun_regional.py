"""The regional Tribun hosts, from Serambi in Aceh to Tribun Papua."""

from newscrawler.publishers.tribun_network import ARTICLE_PATH, tribun_site

SITES_IN_WIB = (
    "jabar jakarta wartakota solo jogja palembang sumsel aceh medan bangka belitung babel batam "
    "pekanbaru lampung kalteng pontianak madura surabaya jatim jatim-timur suryamalang mataraman "
    "bogor bekasi depok tangerang banten cirebon priangan jateng banyumas pantura muria prohaba "
    "gayo padang bengkulu jambi newsmaker style wow travel health trends shopping"
)
SITES_IN_WITA = (
    "bali kupang flores banjarmasin kaltim kaltara manado makassar sultra sulbar palu toraja "
    "gorontalo lombok mataram"
)
SITES_IN_WIT = "papua papuabarat papuatengah sorong ternate ambon"


def _hosts(names: str) -> list[str]:
    return [f"{name}.tribunnews.com" for name in names.split()]


TRIBUN_REGIONAL = tribun_site(
    key="tribun_regional",
    name="Tribun regional",
    hosts=_hosts(f"{SITES_IN_WIB} {SITES_IN_WITA} {SITES_IN_WIT}"),
    host_suffix=".tribunnews.com",
    article_pattern=rf"https?://[a-z0-9-]+\.tribunnews\.com/{ARTICLE_PATH}",
    timezones=dict.fromkeys(_hosts(SITES_IN_WITA), "WITA")
    | dict.fromkeys(_hosts(SITES_IN_WIT), "WIT"),
)
