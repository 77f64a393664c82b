"""Run a crawl and measure the memory it took at the most."""

import re
import subprocess
import sys

from tests.support.site import PROJECT, Ran, crawl_words, surroundings

_MEASURE = """
import atexit, pathlib, sys
atexit.register(lambda: print(pathlib.Path("/proc/self/status").read_text()))
from scrapy.cmdline import execute
execute(["scrapy", *sys.argv[1:]])
"""
"""Scrapy's own command, which says at its end what the kernel knows of it (proc(5): VmHWM)."""


def measured_crawl(server: str, database: str, *words: str) -> tuple[Ran, float]:
    """Run `scrapy crawl <words>` against `server`; how it ended, and its largest size in MB."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, *map(str, crawl_words(server, words))],
        cwd=PROJECT,
        env=surroundings(database),
        capture_output=True,
        text=True,
        check=False,
    )
    peak = re.search(r"VmHWM:\s*(\d+) kB", done.stdout)
    assert peak
    return Ran(done.returncode, "", done.stderr), int(peak[1]) / 1024
