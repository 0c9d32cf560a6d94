"""Amounts in Chinese capitals (人民币大写), in the one form our papers use.

支付结算办法附一 and 会计基础工作规范 leave some choices open; ours: 角 ends with 整, 零 stands
before 角 when the yuan end in 0, and no 零 between 万 or 亿 and a group that fills its 仟 place.
"""

from app.money import MOST_FEN

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")  # of four digits each, lowest first


def capitals(fen: int) -> str:
    """An amount in fen, e.g. 140950 -> "壹仟肆佰零玖元伍角整".

    Raises ValueError for negative amounts and from 10^13 fen on: a bug, since neither is printed.
    """
    if not 0 <= fen < MOST_FEN:
        raise ValueError(f"{fen} fen has no capitals")
    yuan, cents = divmod(fen, 100)
    if fen == 0:
        return "零元整"
    whole = f"{_whole(yuan)}元" if yuan else ""
    return whole + (_cents(cents, yuan) if cents else "整")


def _cents(cents: int, yuan: int) -> str:
    jiao, fen = divmod(cents, 10)
    text = f"{_DIGITS[jiao]}角" if jiao else ""
    text += f"{_DIGITS[fen]}分" if fen else "整"
    after_zero = yuan > 0 and (jiao == 0 or yuan % 10 == 0)
    return f"零{text}" if after_zero else text


def _whole(yuan: int) -> str:
    """Digits with their places, and one 零 where zeros stood between them."""
    text = ""
    passed_zero = False
    for place in range(len(str(yuan)) - 1, -1, -1):
        digit = yuan // 10**place % 10
        if digit:
            text += ("零" if passed_zero else "") + _DIGITS[digit] + _PLACES[place % 4]
        passed_zero = digit == 0
        if place % 4 == 0 and yuan // 10**place % 10**4:
            text += _GROUPS[place // 4]
            passed_zero = False  # 壹拾万壹仟, not 壹拾万零壹仟
    return text
