"""Which days are worked: the State Council's holidays and make-up days, as data per year.

A year that has no data knows only its weekends: ask `knows` and warn.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

_YEAR_KEYS = {"source", "off", "work"}
_OFF_KEYS = {"name", "from", "until"}


@dataclass(frozen=True)
class WorkCalendar:
    """sources: year -> the notice it follows; off, work: where a day differs from its week."""

    sources: dict[int, str]
    off: frozenset[date]
    work: frozenset[date]

    def is_workday(self, day: date) -> bool:
        return day in self.work or not (_is_weekend(day) or day in self.off)

    def knows(self, year: int) -> bool:
        """Whether the notice for that year has been entered."""
        return year in self.sources


def load_calendar(file: Path) -> WorkCalendar:
    """Read assets/calendar/workdays.toml, or a file an office keeps in the same shape.

    Raises ValueError naming file, key and why: an unknown or missing key, a make-up day that is
    no Saturday or Sunday, a day given twice, a day that cannot belong to its year.
    """
    try:
        return _calendar(tomllib.loads(file.read_text(encoding="utf-8")))
    except ValueError as wrong:
        raise ValueError(f"{file.name}: {wrong}") from wrong


def _calendar(table: dict[str, Any]) -> WorkCalendar:
    sources: dict[int, str] = {}
    off: set[date] = set()
    work: set[date] = set()
    for key, entry in table.items():
        _check_year(key, entry)
        sources[int(key)] = entry["source"]
        for name, day in _days(key, entry):
            if day in off or day in work:
                raise ValueError(f"{key}.{name}: {day} is given twice")
            (work if name == "work" else off).add(day)
    return WorkCalendar(sources, frozenset(off), frozenset(work))


def _days(year: str, entry: dict[str, Any]) -> Iterator[tuple[str, date]]:
    """Every day of a year's entry with the key it stands under."""
    for number, holiday in enumerate(entry["off"]):
        key = f"off[{number}]"
        _check_keys(f"{year}.{key}", holiday, _OFF_KEYS)
        first = _day(f"{year}.{key}.from", holiday["from"], int(year))
        last = _day(f"{year}.{key}.until", holiday["until"], int(year))
        if last < first:
            raise ValueError(f"{year}.{key}: ends on {last}, before it begins")
        for later in range((last - first).days + 1):
            yield key, first + timedelta(later)
    for value in entry["work"]:
        day = _day(f"{year}.work", value, int(year))
        if not _is_weekend(day):
            raise ValueError(f"{year}.work: {day} is no Saturday or Sunday")
        yield "work", day


def _check_year(key: str, entry: Any) -> None:
    if not (key.isdigit() and len(key) == 4):
        raise ValueError(f"{key}: must be a year such as 2026")
    _check_keys(key, entry, _YEAR_KEYS)
    if not isinstance(entry["source"], str) or not entry["source"]:
        raise ValueError(f"{key}.source: must name the notice")
    no_lists = [name for name in ("off", "work") if not isinstance(entry[name], list)]
    if no_lists:
        raise ValueError(f"{key}.{no_lists[0]}: must be a list")


def _check_keys(key: str, entry: Any, expected: set[str]) -> None:
    if not isinstance(entry, dict) or set(entry) != expected:
        found = sorted(entry) if isinstance(entry, dict) else entry
        raise ValueError(f"{key}: needs {sorted(expected)}, has {found}")


def _day(key: str, value: Any, year: int) -> date:
    if type(value) is not date:
        raise ValueError(f"{key}: {value} is no day such as {year}-01-01")
    if not date(year - 1, 12, 1) <= value <= date(year, 12, 31):
        raise ValueError(f"{key}: {value} does not belong to {year}")
    return value


def _is_weekend(day: date) -> bool:
    return day.weekday() >= 5
