"""The facts of publishers, against addresses that articles of theirs have had."""

from datetime import date

import pytest

from newscrawler.publishers import publisher_of, publishers
from newscrawler.spiders.spider_args import read_arguments
from tests.support.site import FIXTURES

ARTICLES = {
    "tvonenews": [
        "https://www.tvonenews.com/berita/nasional/406529-duel-real-madrid-vs-barcelona-legends",
        "https://www.tvonenews.com/berita/294721-perusahaan-ini-cetak-rekor-penjualan-74-ton-emas",
        "https://www.tvonenews.com/ekonomi/470996-dari-wastra-ke-gaya-sehari-hari?page=all",
    ],
    "metrotvnews": [
        "https://www.metrotvnews.com/read/NrWC8mmO-mbg-disebut-jadi-program-yang-berdampak",
        "https://www.metrotvnews.com/read/bVDCP1BJ-teknologi-digital-jadi-solusi-anak-muda",
    ],
    "kompas_tv": [
        "https://www.kompas.tv/nasional/641434/4-hari-pencarian-atlet-terjun-payung",
        "https://www.kompas.tv/article/170193/ratusan-korban-investasi-bodong-212-mart",
    ],
    "kompas_id": [
        "https://www.kompas.id/artikel/mempertanyakan-ekspor-beras-premium",
        "https://www.kompas.id/artikel/en-biaya-diabetes-dan-hipertensi-capai-rp-305-triliun",
        "https://www.kompas.id/baca/riset/2023/01/31/rendahnya-asupan-nutrisi-masyarakat",
        "https://www.kompas.id/baca/english/2023/08/02/en-duh-produksi-beras-ri-diproyeksikan",
    ],
    "tvrinews": [
        "https://ekonomi.tvrinews.com/berita/t6nogk2-pihps-harga-bawang-merah-dan-cabai",
        "https://nasional.tvrinews.com/berita/ttc1npe-menkominfo-87-persen-pelajar-gunakan-ai",
    ],
    "rri": [
        "https://www.rri.co.id/daerah/1399532/mangrove-muara-kali-ijo-jaga-ekosistem-pesisir",
        "https://rri.co.id/biak/hobi/1895298/tiga-gunung-tertinggi-di-indonesia-ada-di-papua",
        "https://rri.co.id/en/business/1700981/indonesian-designer-showcases-eco-friendly-bag",
    ],
    "mongabay": [
        "https://mongabay.co.id/2026/02/20/4-tambang-nikel-di-maluku-utara-kena-denda/",
        "http://www.mongabay.co.id/2012/06/15/127-ton-trenggiling-ilegal-dimusnahkan/",
        "https://mongabay.co.id/short-article/2026/08/gunung-maras-oase-hijau/",
    ],
    "theconversation": ["https://theconversation.com/mengapa-harga-beras-naik-201234"],
    "rmol": [
        "https://www.rmol.id/bisnis/read/2023/10/03/591584/harga-berlian-merosot",
        "https://rmol.id/politik/read/2024/11/20/645558/gugatan-ad-art-golkar-disidangkan",
    ],
    "fajar": ["https://fajar.co.id/2024/03/06/tekan-inflasi-pemkab-pinrang-gelar-pasar-murah/"],
    "balipost": [
        "https://www.balipost.com/news/2025/01/16/437441/Akibat-Abrasi,Kondisi-Jalan...html"
    ],
    "nusabali": ["https://www.nusabali.com/berita/229726/pariwisata-bali-harus-ubah-arah"],
    "waspada": [
        "https://www.waspada.id/pendidikan/siswa-smp-harapan-1-raih-medali-perak-di-bangkok/",
        "https://www.waspada.id/artikel/pemimpin-palas-akan-berhadapan-dengan-persoalan",
    ],
    "jawapos_regional": [
        "https://kaltimpost.jawapos.com/nasional/2609200082/aturan-baru-kemenag-2026",
        "https://sumutpos.jawapos.com/sumatera-utara/2607170047/pemkab-padang-lawas-rayakan",
        "https://radarbali.jawapos.com/ekonomi/704164837/indonesia-international-motor-show",
        "https://manadopost.jawapos.com/kapol/28613602/menjelajahi-keindahan-bawah-laut",
    ],
    "jawapos": ["https://radarsurabaya.jawapos.com/ekonomi/776724733/kerugian-akibat-scam"],
    "suaramerdeka": [
        "https://www.suaramerdeka.com/nasional/0416707976/akhir-perjalanan-panjang",
        "https://jakarta.suaramerdeka.com/nasional/13415925647/kemenpar-adventure-tourism",
    ],
    "harianjogja": ["https://ekbis.harianjogja.com/r-1258900/bpjph-klaim-13-juta-produk-umkm"],
    "beritajatim": ["https://beritajatim.com/puluhan-warga-malang-laporkan-mafia-tanah-ke-polda"],
    "jubi": ["https://jubi.id/polhukam/2023/bawaslu-papua-tengah-sebut-penetapan-ketua-bawaslu/"],
    "benarnews": [
        "https://www.benarnews.org/indonesian/berita/prabowo-elektabilitas-08142023134823.html"
    ],
}


def test_no_publisher_is_said_not_to_be_verified() -> None:
    assert {each.dewan_pers for each in publishers().values()} == {True, None}


OTHER_PAGES = [
    "https://www.tvonenews.com/tag/viral",
    "https://www.tvonenews.com/indeks/1",
    "https://www.metrotvnews.com/play/NnjCew9y-janjinya-19-juta-lapangan-kerja",
    "https://www.kompas.tv/video/411814/bukit-kebo-balikpapan-jadi-lokasi-wisata",
    "https://www.kompas.id/berlangganan",
    "https://rri.co.id/ambon",
    "https://theconversation.com/id/topics/covid-19-82797",
    "https://www.balipost.com/news/2020/03/01",
    "https://www.waspada.id/features/",
    "https://beritajatim.com/tag/malang",
    "https://pontianakpost.jawapos.com/tag/bkpsdm",
]


@pytest.mark.parametrize(
    ("key", "url"), [(key, url) for key, urls in ARTICLES.items() for url in urls]
)
def test_an_article_is_known_by_its_address(key: str, url: str) -> None:
    assert publisher_of(url).key == key
    assert publishers()[key].is_article(url)


@pytest.mark.parametrize("url", OTHER_PAGES)
def test_other_pages_of_a_publisher_are_no_articles(url: str) -> None:
    assert publisher_of(url).key
    assert not publisher_of(url).is_article(url)


@pytest.mark.parametrize("key", publishers())
def test_a_publisher_lists_articles_or_has_ceased(key: str) -> None:
    facts = publishers()[key]
    listings = [*facts.sitemaps, *facts.feeds, *facts.index_urls]
    assert bool(listings) == (facts.ceased is None)


@pytest.mark.parametrize(
    ("host", "zone"),
    [
        ("cenderawasihpos.jawapos.com", "WIT"),
        ("kaltimpost.jawapos.com", "WITA"),
        ("sumutpos.jawapos.com", "WIB"),
        ("fajar.co.id", "WITA"),
        ("jubi.id", "WIT"),
    ],
)
def test_a_regional_paper_prints_the_time_of_its_region(host: str, zone: str) -> None:
    url = f"https://{host}/a/12345678/b"
    assert publisher_of(url).timezone_of(url) == zone


def test_a_publisher_that_has_ceased_is_asked_for_pages_only() -> None:
    voa = publishers()["voaindonesia"]
    assert voa.ceased == date(2025, 3, 15)
    with pytest.raises(ValueError, match="ceased on 2025-03-15 and lists nothing new") as refusal:
        read_arguments({"since": "2025-01-01"}, voa)
    assert str(refusal.value).isprintable()
    url = "https://www.voaindonesia.com/a/5713309.html"
    assert read_arguments({"url": url}, voa).urls == [url]


@pytest.mark.parametrize("key", [key for key, facts in publishers().items() if not facts.selectors])
def test_a_publisher_without_selectors_has_addresses_or_pages(key: str) -> None:
    assert key in ARTICLES or list((FIXTURES / key).glob("*.html"))
