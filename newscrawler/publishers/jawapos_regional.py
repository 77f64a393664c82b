"""The papers of the Jawa Pos group below jawapos.com that are no Radar, and Radar Bali.

The other Radar hosts belong to `jawapos`. Addresses had a date or a longer path before the hosts
moved to the template of Promedia.
"""

from newscrawler.publishers.promedia_network import promedia_site

WIB = "sumutpos riaupos pontianakpost"
WITA = "kaltimpost manadopost lombokpost baliexpress radarbali radartarakan"
WIT = "cenderawasihpos"


def _hosts(names: str) -> list[str]:
    return [f"{name}.jawapos.com" for name in names.split()]


JAWAPOS_REGIONAL = promedia_site(
    key="jawapos_regional",
    name="Jawa Pos regional",
    hosts=_hosts(f"{WIB} {WITA} {WIT}"),
    article_pattern=(
        r"https?://[a-z]+\.jawapos\.com/(?!(?:tag|author|foto|search)/)"
        r"[a-z0-9-]+/\d{8,11}/[^/?#]+"
    ),
    timezones=dict.fromkeys(_hosts(WITA), "WITA") | dict.fromkeys(_hosts(WIT), "WIT"),
    unverified="that all hosts have this template and this index; printed times as local ones",
)
