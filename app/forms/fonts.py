"""Which font prints a character, and how wide. A character no font has stops the print.

Fonts are files of this program (assets/fonts), read when first needed and kept; HanaMinB (the
largest) only when a name needs it.
"""

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import Any
from unicodedata import category

from reportlab.pdfbase.ttfonts import TTFontFile

from app.errors import UserError
from app.folders import FONTS


class Face(StrEnum):
    """The value is the file in assets/fonts."""

    BODY = "NotoSerifSC_400Regular"
    BOLD = "NotoSerifSC_700Bold"
    RARE = "HanaMinB"


def check_printable(texts: Iterable[str]) -> None:
    """Raises UserError naming the first character that none of our fonts can print."""
    for text in texts:
        for char in dict.fromkeys(text):
            if font_for(char, Face.BODY) is None:
                raise UserError(
                    "无法出具文书",
                    f"“{_around(text, char)}”中的“{char}”（U+{ord(char):04X}）没有可打印的字形。"
                    "请改用能打印的写法，如“（左氵右甸）”，并在“备注”注明原字；"
                    "或请上级提供字形后再出具。",
                )


@cache
def font_for(char: str, face: Face) -> Face | None:
    """The face itself where it has the character, else HanaMinB, else None.

    Private-use characters are refused: each computer shows another character for the same code.
    """
    if category(char) == "Co":
        return None
    return next((name for name in (face, Face.RARE) if ord(char) in font(name).charToGlyph), None)


@cache
def char_width(char: str, face: Face) -> float:
    """In ems."""
    width: float = font(font_for(char, face) or face).charWidths.get(ord(char), 1000) / 1000
    return width


@cache
def font(face: Face) -> Any:
    """The font file with its tables read; measures are in thousandths of an em."""
    return TTFontFile(str(FONTS / f"{face}.ttf"))


def _around(text: str, char: str) -> str:
    at = text.index(char)
    return text[max(0, at - 6) : at + 7]
