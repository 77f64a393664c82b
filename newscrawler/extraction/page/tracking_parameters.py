"""The parameters of URLs that track a reader, and never name a page.

They are those that advertising networks, social media, mailing systems and analytics add to links,
as the lists of AdGuard (TrackParamFilter), Brave and ClearURLs collect them, and those that
Indonesian news sites add to the links of their own pages.
"""

import re

_PREFIXES = (
    "utm_", "itm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "ga_", "stm_", "oly_", "vero_",
    "__hs", "_hs", "bsft_", "wt_", "wt.", "ns_", "asc_", "at_", "sc_", "tblci", "dicbo", "spm",
    "fb_", "__cf_chl", "_branch_",
)  # fmt: skip
_NAMES = frozenset(
    # advertising
    "fbclid gclid gclsrc gbraid wbraid dclid msclkid yclid ymclid ysclid twclid ttclid li_fat_id"
    " epik srsltid gad_source gad_campaignid _openstat adgroupid campaignid cmpid icid ocid ncid"
    " sref irclickid cjevent rtid wickedid mkt_tok trk trkcampaign sscid rb_clickid s_kwcid ef_id"
    # social media and messengers
    " igshid igsh mibextid ref_src ref_url share_id si feature _t _r is_from_webapp sender_device"
    " fbc fs fref hc_ref hc_location xmt rdid share_source share shared wa whatsapp shareid"
    " shr sharetype share_from from_source social"
    # mailing and analytics
    " mc_cid mc_eid ml_subscriber ml_subscriber_hash _ga _gl _gac _gid _ke _kx vgo_ee dm_i cvid"
    " guccounter guce_referrer guce_referrer_sig soc_src soc_trk ck_subscriber_id nb_klid"
    # the way to a page, and the form in which it is shown
    " ref referrer referer ref_page refer src source_from amp amp_js_v usqp outputtype amp_gsa all"
    " tag_from jxconn jxrecoid jxfrom jxmedia jxresult jxxd medium campaign _x_tr_sl"
    " _x_tr_tl _x_tr_hl _x_tr_pto _x_tr_hist noamp nonamp isamp".split()
)
_SHARED_BY = re.compile(r"\d{1,2}$")
"""Twitter's `s=08`: a search has words there."""


def is_tracking(name: str, value: str) -> bool:
    """Return whether a parameter of a query tells where the reader came from, not what to show.

    >>> is_tracking("utm_source", "x"), is_tracking("id", "771")
    (True, False)
    """
    folded = name.casefold()
    if folded == "s":
        return _SHARED_BY.match(value) is not None
    return folded in _NAMES or folded.startswith(_PREFIXES)
