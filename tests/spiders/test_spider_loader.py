"""The spiders that Scrapy finds in this project."""

import sys
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from newscrawler.publishers import publishers
from newscrawler.spiders.news import NewsSpider
from newscrawler.spiders.spider_loader import PublisherSpiderLoader


def loader(*modules: str) -> PublisherSpiderLoader:
    """Return the loader of a project with the spider `any` and those in `modules`."""
    own = ["newscrawler.spiders.any_site", *modules]
    name = f"{PublisherSpiderLoader.__module__}.PublisherSpiderLoader"
    found = get_spider_loader(Settings({"SPIDER_LOADER_CLASS": name, "SPIDER_MODULES": own}))
    assert isinstance(found, PublisherSpiderLoader)
    return found


@pytest.fixture
def own_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Write a module with a spider of its own and one in place of a publisher's."""
    module = "\n".join(
        (
            "from scrapy import Spider",
            "from newscrawler.publishers import publishers",
            "from newscrawler.spiders.news import NewsSpider",
            "class Weather(Spider):",
            "    name = 'cuaca'",
            "    allowed_domains = ['cuaca.example']",
            "class Detik(NewsSpider):",
            "    name = 'detik'",
            "    publisher = publishers()['detik']",
        )
    )
    (tmp_path / "own_spiders.py").write_text(module, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "own_spiders", raising=False)
    return "own_spiders"


def test_there_is_one_spider_for_every_publisher_and_one_for_any_site() -> None:
    assert loader().list() == sorted({*publishers(), "any"})


@pytest.mark.parametrize("key", publishers())
def test_a_spider_has_the_name_and_the_facts_of_its_publisher(key: str) -> None:
    spider = loader().load(key)
    assert issubclass(spider, NewsSpider)
    assert (spider.name, spider.publisher) == (key, publishers()[key])
    assert key in spider.__name__
    assert publishers()[key].name in (spider.__doc__ or "")


def test_a_spider_that_is_asked_for_twice_is_the_same_class() -> None:
    assert loader().load("tribunnews") is loader().load("tribunnews")


def test_an_unknown_name_is_a_key_error_as_scrapy_expects() -> None:
    with pytest.raises(KeyError, match="Spider not found: sumari"):
        loader().load("sumari")


def test_spiders_of_other_modules_are_found_before_those_of_publishers(own_module: str) -> None:
    found = loader(own_module)
    assert found.list() == sorted({*publishers(), "any", "cuaca"})
    assert found.load("cuaca").__module__ == own_module
    assert found.load("detik").__name__ == "Detik"


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("https://jabar.tribunnews.com/2026/11/20/a", ["tribun_regional"]),
        ("https://cuaca.example/", ["cuaca"]),
        ("https://unknown.example/", []),
        ("https://republika.co.id/berita/1", []),  # refuses crawlers
    ],
)
def test_a_request_is_for_the_spider_that_owns_its_host(
    own_module: str, url: str, names: list[str]
) -> None:
    assert loader(own_module).find_by_request(Request(url)) == names
