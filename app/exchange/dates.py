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
_UNTIL_NOW = ("至今", "今", "现在", "目前", "长期", "不详", "未知")
_SERIALS = range(20000, 73051)  # 1954 to 2099 as day numbers
_YEARS = range(1900, 2100)
_CLOCK = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_APART = re.compile(
    r"(\d{4})([-./年—–])(\d{1,2})(?:月份?|[.](?!\d)|([-./月])(\d{1,2})[日号.]?)?" + _CLOCK
)
_PAIRS = ("--", "..", "//", "年月", "年.", "年-")  # 2016.3-6 is no day: it may be a range
_SOLID = re.compile(r"(\d{4})(\d{2})(?:月份?|(\d{2})日?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})" + _CLOCK)  # or the month
_DECIMAL = re.compile(r"(\d{4})\.(\d{1,2})")
_SHORT_YEAR = re.compile(r"'?\d{2}[-./年]\d{1,2}(月份?|[-./月]\d{1,2}[日号]?)?")
_END = r"\d{4}[-./年]\d{1,2}(?:月份?|[-./月]\d{1,2}[日号]?)?|\d{6}|\d{8}"
_DAY_END = r"\d{1,2}/\d{1,2}/\d{4}"
_TO = r"(?:起?至|起?到|~|〜|--?|—+|–|起)"
_RANGE = re.compile(rf"[自从]?({_END}){_TO}({_END})止?")
_DAYS_FIRST = re.compile(rf"[自从]?({_DAY_END}){_TO}({_DAY_END})止?")
_SAME_YEAR = re.compile(rf"[自从]?((\d{{4}})年\d{{1,2}}月份?){_TO}(\d{{1,2}}月份?)止?")
_HAN_YEAR = re.compile(r"([〇零○Oo一二三四五六七八九]{4})年(十?[一二三四五六七八九]?十?[一二]?)月")
_HAN_MONTH = re.compile(r"(\d{4})年([一二三四五六七八九十]{1,2})月")
_HAN_DIGITS = str.maketrans("〇零○Oo一二三四五六七八九", "00000123456789")
_HAN_MONTHS = {han: n for n, han in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}


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
        parts = _parts(_narrow(cell))
        if parts and parts[2]:
            day = _day(parts[0], parts[1], parts[2])
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
    if parts := _parts(narrow):
        year, month, day = parts
        return _month(year, month) if _day(year, month, day or 1) else _unreadable(text)
    joined = "".join(narrow.split())
    if ends := _ends(joined):
        first, last = map(_month_of_text, ends)
        if isinstance(first, Month) and isinstance(last, Month):
            return (first, last)
        faults = [end for end in (first, last) if isinstance(end, Fault)]
        return Fault(Kind.MONTH_UNREADABLE, "".join(fault.advice for fault in faults))
    if han := _in_digits(joined):
        return _month_of_text(han)
    if match := _DAY_FIRST.fullmatch(narrow):
        return _american(text.strip(), *(int(part) for part in match.groups()))
    if _SHORT_YEAR.fullmatch(narrow):
        return Fault(
            Kind.MONTH_UNREADABLE, f"“{text.strip()}”的年份只有两位，请写全四位年份，如 2021-03。"
        )
    return _unreadable(text.strip())


def _ends(joined: str) -> tuple[str, str] | None:
    """Both ends of a range: 2016.3-2022.6, 自2016年3月至2022年6月止, 2016年3月-6月."""
    if match := _RANGE.fullmatch(joined):
        return match[1], match[2]
    if match := _DAYS_FIRST.fullmatch(joined):
        return match[1], match[2]
    if match := _SAME_YEAR.fullmatch(joined):
        return match[1], f"{match[2]}年{match[3]}"
    return None


def _in_digits(joined: str) -> str:
    """二〇二二年八月 and 2022年八月 in digits; "" for anything else."""
    match = _HAN_YEAR.fullmatch(joined) or _HAN_MONTH.fullmatch(joined)
    if match is None or match[2] not in _HAN_MONTHS:
        return ""
    return f"{match[1].translate(_HAN_DIGITS)}-{_HAN_MONTHS[match[2]]:02d}"


def _american(shown: str, first: int, second: int, year: int) -> object:
    """8/18/2022 can only be August; 03/04/2021 is asked about."""
    if first <= 12 < second:
        return _month(year, first) if _day(year, first, second) else _unreadable(shown)
    if second <= 12 < first:
        return _month(year, second) if _day(year, second, first) else _unreadable(shown)
    if not (_day(year, first, second) and _day(year, second, first)):
        return _unreadable(shown)
    if first == second:
        return _month(year, first)
    return Fault(
        Kind.MONTH_UNREADABLE,
        f"“{shown}”可能是 {first} 月 {second} 日，也可能是 {second} 月 {first} 日，"
        f"请改填如 {year}-{first:02d} 或 {year}-{second:02d}。",
    )


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lstrip("'’")


def _parts(text: str) -> tuple[int, int, int | None] | None:
    """Year, month and, where it is written, day."""
    joined = text if ":" in text else "".join(text.split())
    if match := _SOLID.fullmatch(joined):
        year, month, day = match.groups()
    elif match := _APART.fullmatch(joined):
        year, first, month, second, day = match.groups()
        if second and first + second not in _PAIRS:
            return None
    else:
        return None
    return int(year), int(month), int(day) if day else None


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
    if shown in _UNTIL_NOW:
        advice = f"“{shown}”没有写明到哪个月，请填写实际的年月，如 2021-03。"
        return Fault(Kind.MONTH_UNREADABLE, advice)
    return Fault(Kind.MONTH_UNREADABLE, f"“{shown}”不是年月，请填写如 2021-03。")
