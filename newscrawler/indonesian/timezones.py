"""The time zones of Indonesia: western, central and eastern. None has daylight saving time."""

from datetime import timedelta, timezone

WIB = timezone(timedelta(hours=7), "WIB")
WITA = timezone(timedelta(hours=8), "WITA")
WIT = timezone(timedelta(hours=9), "WIT")
TIMEZONES = {"WIB": WIB, "WITA": WITA, "WIT": WIT}
