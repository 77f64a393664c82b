"""Dates in a process of its own: its clock, its zone and what it loads."""

import os
import subprocess
import sys

SCRIPT = """
import json, sys, time
from datetime import datetime
time.time = lambda: 0.0
from newscrawler.indonesian.dates import parse_date
anchor = datetime.fromisoformat("2024-05-14T10:20:30+07:00")
texts = ["2 jam lalu", "kemarin", "Senin", "7 Mei 2024 10:00", "2024 Mei 7", "17 Agustus",
         "2024-05-07T10:00:00", "Tue May 7 10:15:20 2024"]
print(json.dumps([parse_date(text, anchor).value for text in texts]))
"""


def test_zone_and_clock_of_the_machine_change_nothing() -> None:
    answers = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone in ("Asia/Jayapura", "America/Los_Angeles", "UTC")
    }
    answer = (
        '["2024-05-14T08:20:30+07:00", "2024-05-13", "2024-05-13", "2024-05-07T10:00:00+07:00",'
        ' "2024-05-07", "2024-08-17", "2024-05-07T10:00:00+07:00", "2024-05-07T10:15:20+07:00"]\n'
    )
    assert answers == {answer}


def test_dateparser_is_not_loaded_for_what_the_grammar_knows() -> None:
    script = (
        "import sys\n"
        "from datetime import datetime\n"
        "from newscrawler.indonesian.dates import find_dates, parse_date\n"
        "for text in ('2 jam lalu', '7 Mei 2024', 'Editor: Sari', '12 gol 2024', 'x' * 9999):\n"
        "    parse_date(text, None), find_dates(text, None)\n"
        "print('dateparser' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"
