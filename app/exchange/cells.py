"""Reading text, names, numbers-as-names and ID numbers out of cells: the value, or a Fault.

Excel keeps 15 digits of a number: a longer number kept as one has lost its end, and no rule can
guess it back.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from app.exchange.problems import Fault, Kind
from app.rules.identity import UNREADABLE, normalised, read_id

Cell = str | int | float | bool | date | datetime | time | timedelta
Reader = Callable[[Cell], object]

EXACT = 10**15  # whole numbers below it survive in a number cell

_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)
_DOTS = str.maketrans(dict.fromkeys("•‧∙・･.．●⋅", "·"))
_CROSSES = str.maketrans("×✕ХΧхχ", "XXXXXX")
_LABELLED_ID = re.compile(
    r"(?:(?:公民|居民)?身份证?号?码?|证件号码?|ID|NO|No)?[:.]?([\dXx×✕ХΧхχB]{15,22})[,;.。、]?(?:\([^()\d]*\))?"
)
_LATIN = re.compile(r"[A-Za-z]")
_UNSEEN = "\u200b\u200c\u200d\ufeff"
_EDGES = " \t\r\n\v\f\u00a0\u3000" + _UNSEEN


def as_text(cell: Cell) -> str:
    """What a person reads in the cell, without blanks at its ends."""
    if isinstance(cell, str):
        return cell.strip(_EDGES)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell)) if abs(cell) < EXACT else f"{cell:.15G}"
    if isinstance(cell, datetime) and cell.time() == time():
        return str(cell.date())
    return str(cell)


def is_blank(cell: Cell) -> bool:
    """Whether nobody sees anything in the cell."""
    return isinstance(cell, str) and not cell.strip(_EDGES)


def lost_digits(cell: Cell) -> bool:
    """Whether the cell is a number, or the picture of one, too long for Excel to keep."""
    if isinstance(cell, str):
        return _SCIENTIFIC.fullmatch(cell.strip(_EDGES)) is not None
    return isinstance(cell, int | float) and abs(cell) >= EXACT


def read_digits(cell: Cell) -> object:
    """Account and other numbers that are names: full width made narrow, spaces left out."""
    if lost_digits(cell):
        return Fault(
            Kind.DIGITS_LOST,
            f"“{as_text(cell)}”是数值格式，15 位以后的数字已丢失，请索取文本格式的号码。",
        )
    text = as_text(cell)
    return text if text.isascii() and text.isdigit() else normalised(text)


def read_name(cell: Cell) -> object:
    """A name without the blanks that pad it in columns; rare characters are kept as they are."""
    text = as_text(cell)
    if _LATIN.search(text):
        return " ".join(text.split())
    return "".join(text.split()).translate(_DOTS)


def read_id_cell(cell: Cell) -> object:
    """18 characters; a Fault with the number in it when only the check digit or birth is wrong."""
    if lost_digits(cell):
        return _precision_lost(as_text(cell))
    text = as_text(cell)
    if "*" in text or "＊" in text:
        advice = f"“{text}”中有几位被遮盖，请向来文单位索取完整的号码。"
        return Fault(Kind.ID_UNREADABLE, advice)
    reading = read_id(text)
    if not reading.valid and (bare := _bare_id(text)) != text:
        reading = read_id(bare)
    if reading.valid:
        return reading.number
    if len(reading.number) == 18 and reading.number.endswith("000"):
        return _precision_lost(reading.number)
    if reading.kind == UNREADABLE or len(reading.number) != 18:
        return Fault(Kind.ID_UNREADABLE, reading.message)
    return Fault(Kind.ID_CHECKSUM, reading.message, reading.number)


def _bare_id(text: str) -> str:
    """What of a cell is the number, with the sign × people write for X."""
    match = _LABELLED_ID.fullmatch(folded(text))
    return match[1].translate(_CROSSES) if match else text


def _precision_lost(shown: str) -> Fault:
    return Fault(
        Kind.ID_PRECISION_LOST,
        f"“{shown}”的末几位在 Excel 中按数值保存时已丢失，无法恢复，"
        "请向来文单位索取文本格式的号码，不能猜补。",
    )


def folded(text: str) -> str:
    """How headings and words are compared: width and spaces aside."""
    return "".join(unicodedata.normalize("NFKC", text).split())
