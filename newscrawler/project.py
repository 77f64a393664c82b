"""Which folder a command works in: that of its project or checkout, or the current one."""

import os
from configparser import ConfigParser
from pathlib import Path

from scrapy.utils.conf import closest_scrapy_cfg

SETTINGS_MODULE = "newscrawler.settings"


def project_folder() -> Path:
    """Return the folder of the closest scrapy.cfg, if it names the settings that are in use.

    Where there is none, or it is that of another Scrapy project, it is the current folder.
    """
    file = closest_scrapy_cfg()
    in_use = os.environ.get("SCRAPY_SETTINGS_MODULE", SETTINGS_MODULE)
    return Path(file).parent if file and in_use in _settings_modules(file) else Path.cwd()


def checkout_folder() -> Path | None:
    """Return the folder of the checkout whose code runs, if the command was started in it."""
    folder = project_folder()
    here = folder / "newscrawler" / Path(__file__).name
    return folder if here.is_file() and here.samefile(__file__) else None


def _settings_modules(file: str) -> list[str]:
    config = ConfigParser()
    config.read(file)
    return list(config["settings"].values()) if config.has_section("settings") else []
