"""Money. Amounts are whole fen (int) everywhere; yuan exists only as text."""

import re
from decimal import ROUND_CEILING, Decimal

from app.errors import UserError

MOST_FEN = 10**13  # 千亿元: past it a figure is a typing mistake, and capitals have no place for it

_AMOUNT = re.compile(r"[¥￥]?(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2})0*)?元?")
_NARROW = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


def fen_from_yuan(text: str, *, field: str | None = None) -> int:
    """Read what a person typed or a cell shows, e.g. "1,234.50" or "1234.5元" -> 123450.

    Raises UserError when the text is no amount, is negative, too large, or has more than two
    decimals; `field` names the field to mark.
    """
    match = _AMOUNT.fullmatch(text.translate(_NARROW).strip())
    if match is None:
        raise UserError(
            "金额无法识别",
            f"“{text}”应为不小于零、最多两位小数的金额，请填写如 1234.50。",
            field=field,
        )
    yuan, cents = match.groups()
    fen = int(yuan.replace(",", "")) * 100 + int((cents or "0").ljust(2, "0"))
    if fen >= MOST_FEN:
        raise UserError("金额无法识别", f"“{text}”超过一千亿元，请核对。", field=field)
    return fen


def yuan_text(fen: int) -> str:
    """123450 -> "1,234.50"; -5 -> "-0.05"."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02d}"


def share_rounded_up(fen: int, rate: Decimal) -> int:
    """A fraction of an amount, up to the next fen: what “不低于” asks for."""
    return int((Decimal(fen) * rate).to_integral_value(ROUND_CEILING))
