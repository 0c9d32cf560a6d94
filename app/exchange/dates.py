"""Reading months and days as people write them: the value, or a Fault that asks.

A year of two digits is asked about, never guessed; so is the number 2021.1, which is how Excel
keeps both 2021.1 and 2021.10.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta

from app.exchange.cells import Cell, as_text
from app.exchange.problems import Fault, Kind
from app.models.month import Month

MonthRange = tuple[Month, Month]

_DAY_ZERO = date(1899, 12, 30)  # Excel's day 0, the leap year it invents taken into account
_DAYS_TO_1904 = 1462
_SERIALS = range(20000, 73051)  # 1954 to 2099 as day numbers
_YEARS = range(1900, 2100)
_CLOCK = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_APART = re.compile(r"(\d{4})[-./年](\d{1,2})(?:月份?|[-./月](\d{1,2})[日号]?)?" + _CLOCK)
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_DECIMAL = re.compile(r"(\d{4})\.(\d{1,2})")
_SHORT_YEAR = re.compile(r"'?\d{2}[-./年]\d{1,2}(月份?|[-./月]\d{1,2}[日号]?)?")
_END = r"\d{4}[-./年]\d{1,2}(?:月份?|[-./月]\d{1,2}[日号]?)?|\d{6}|\d{8}"
_RANGE = re.compile(rf"({_END})(?:至|到|~|〜|--?|—+|–)({_END})")


def read_month(cell: Cell) -> object:
    """A Month; a MonthRange where both ends stand in one cell; or a Fault."""
    if isinstance(cell, str):
        return _month_of_text(cell)
    day = _day_of_number(cell) if isinstance(cell, int | float) else _plain_date(cell)
    if isinstance(day, Fault):
        return day
    return _month(day.year, day.month) if day else _unreadable(as_text(cell))


def read_date(cell: Cell) -> object:
    """A date or a Fault; a month alone is no date."""
    day: date | None = None
    if isinstance(cell, str):
        match = _match(_narrow(cell))
        if match and match[3]:
            day = _day(int(match[1]), int(match[2]), int(match[3]))
    elif isinstance(cell, int | float):
        found = _day_of_number(cell)
        whole = float(cell).is_integer() and (cell in _SERIALS or cell >= 10**7)
        day = found if isinstance(found, date) and whole else None
    else:
        day = _plain_date(cell)
    if day is None or day.year not in _YEARS:
        return Fault(
            Kind.DATE_UNREADABLE, f"“{as_text(cell)}”不是日期，请填写年月日，如 2021-03-15。"
        )
    return day


def from_1904(cell: Cell) -> Cell:
    """The number of a day in a workbook that counts from 1904, as other workbooks count it."""
    is_day = isinstance(cell, int | float) and not isinstance(cell, bool) and cell in _SERIALS
    return cell + _DAYS_TO_1904 if is_day else cell  # type: ignore[operator]


def _month_of_text(text: str) -> object:
    narrow = _narrow(text)
    if match := _match(narrow):
        year, month, day = (int(part) if part else 1 for part in match.groups())
        return _month(year, month) if _day(year, month, day) else _unreadable(text)
    if ends := _RANGE.fullmatch("".join(narrow.split())):
        first, last = map(_month_of_text, ends.groups())
        if isinstance(first, Month) and isinstance(last, Month):
            return (first, last)
    if _SHORT_YEAR.fullmatch(narrow):
        return Fault(
            Kind.MONTH_UNREADABLE, f"“{text.strip()}”的年份只有两位，请写全四位年份，如 2021-03。"
        )
    return _unreadable(text.strip())


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lstrip("'’")


def _match(text: str) -> re.Match[str] | None:
    joined = text if ":" in text else "".join(text.split())
    return _APART.fullmatch(joined) or _SOLID.fullmatch(joined)


def _day_of_number(number: float) -> date | Fault | None:
    """202103, 20210315, 2021.03 or a day number; bool is no number here."""
    if isinstance(number, bool):
        return None
    if float(number).is_integer():
        whole = int(number)
        if whole in _SERIALS:
            return _DAY_ZERO + timedelta(days=whole)
        match = _SOLID.fullmatch(str(whole))
        return _day(int(match[1]), int(match[2]), int(match[3] or 1)) if match else None
    match = _DECIMAL.fullmatch(repr(number))
    if match and match[2] == "1":
        return Fault(
            Kind.MONTH_UNREADABLE,
            f"“{number}”可能是 1 月，也可能是 10 月，请改填如 {match[1]}-01 或 {match[1]}-10。",
        )
    return _day(int(match[1]), int(match[2]), 1) if match else None


def _plain_date(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else None


def _month(year: int, month: int) -> object:
    if year not in _YEARS:
        return _unreadable(f"{year}-{month:02d}")
    return Month(f"{year:04d}-{month:02d}")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _unreadable(shown: str) -> Fault:
    return Fault(Kind.MONTH_UNREADABLE, f"“{shown}”不是年月，请填写如 2021-03。")
