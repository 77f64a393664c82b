"""The papers of the Jawa Pos group below jawapos.com that are no Radar, and Radar Bali.

The other Radar hosts belong to `jawapos`. Addresses had a date or a longer path before the hosts
moved to the template of Promedia.
"""

from newscrawler.publishers.promedia_network import promedia_site

PAPERS_IN_WIB = "sumutpos riaupos pontianakpost"
PAPERS_IN_WITA = "kaltimpost manadopost lombokpost baliexpress radarbali radartarakan"
PAPERS_IN_WIT = "cenderawasihpos"


def _hosts(names: str) -> list[str]:
    return [f"{name}.jawapos.com" for name in names.split()]


JAWAPOS_REGIONAL = promedia_site(
    key="jawapos_regional",
    name="Jawa Pos regional",
    hosts=_hosts(f"{PAPERS_IN_WIB} {PAPERS_IN_WITA} {PAPERS_IN_WIT}"),
    article_pattern=(
        r"https?://[a-z]+\.jawapos\.com/(?!(?:tag|author|foto|search)/)"
        r"[a-z0-9-]+/\d{8,11}/[^/?#]+"
    ),
    timezones=dict.fromkeys(_hosts(PAPERS_IN_WITA), "WITA")
    | dict.fromkeys(_hosts(PAPERS_IN_WIT), "WIT"),
    unverified="that all hosts have this template and this index; printed times as local ones",
)
