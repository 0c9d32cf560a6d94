"""Reading amounts and counts out of cells: whole fen, or a Fault."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from app.errors import UserError
from app.exchange.cells import Cell, Reader, as_text, folded
from app.exchange.problems import Fault, Kind
from app.money import MOST_FEN, fen_from_yuan

YUAN = 100  # fen of one unit
WAN = 1_000_000  # 万元

_FULL_WIDTH = str.maketrans("，", ",")


def yuan_reader(fen_per_unit: int) -> Reader:
    """Reads amounts of a column in yuan or 万元; a cell that names its own unit goes by that."""

    def read(cell: Cell) -> object:
        if isinstance(cell, str):
            return _fen_of_text(cell, fen_per_unit)
        if isinstance(cell, bool) or not isinstance(cell, int | float):
            return _unreadable(as_text(cell), "应为数字")
        return _fen_of_number(cell, fen_per_unit)

    return read


def count_reader() -> Callable[[Cell], object]:
    """Reads whole numbers such as months."""

    def read(cell: Cell) -> object:
        text = folded(as_text(cell)).removesuffix("个月").removesuffix("月").removesuffix("期")
        if text.isascii() and text.isdigit() and len(text) < 6:
            return int(text)
        return Fault(Kind.COUNT_UNREADABLE, f"“{as_text(cell)}”应为整数，请核对。")

    return read


def _fen_of_number(number: float, fen_per_unit: int) -> object:
    """To the fen: a formula leaves 4749.809999999999 behind where 4749.81 is shown.

    More than that is no amount: 12.345 is asked about, never rounded in silence.
    """
    scaled = number * fen_per_unit
    if not 0 <= scaled < MOST_FEN:
        return _unreadable(as_text(number), "应不小于零且不超过一千亿元")
    near = round(scaled)
    if abs(scaled - near) < 1e-5 + scaled * 1e-15:  # the second part is what a float can tell
        return near
    return _unreadable(as_text(number), "应精确到分，最多两位小数")


def _fen_of_text(text: str, fen_per_unit: int) -> object:
    plain = _bare(folded(text).lstrip("'"))
    if plain.endswith(("万元", "万")) or (fen_per_unit == WAN and not plain.endswith("元")):
        return _fen_of_wan(plain, text.strip())
    try:
        return fen_from_yuan(plain)
    except UserError as refused:
        return Fault(Kind.AMOUNT_UNREADABLE, refused.advice)


def _bare(text: str) -> str:
    """Without 人民币 before and 整 behind."""
    for word in ("人民币", "RMB", "CNY"):
        text = text.removeprefix(word).removeprefix(":")
    return text.removesuffix("整").removesuffix("正")


def _fen_of_wan(plain: str, shown: str) -> object:
    number = plain.removesuffix("元").removesuffix("万").lstrip("¥").translate(_FULL_WIDTH)
    try:
        fen = Decimal(number.replace(",", "")) * WAN
    except InvalidOperation:
        return _unreadable(shown, "应为数字")
    if not fen.is_finite() or fen != fen.to_integral_value() or not 0 <= fen < MOST_FEN:
        return _unreadable(shown, "应不小于零、精确到分")
    return int(fen)


def _unreadable(shown: str, rule: str) -> Fault:
    return Fault(Kind.AMOUNT_UNREADABLE, f"“{shown}”不是金额（{rule}），请填写如 1234.50。")
