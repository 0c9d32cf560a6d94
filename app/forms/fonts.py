"""Which font prints a character, and how wide. A character no font has stops the print.

Fonts are files of this program (assets/fonts), read when first needed and kept; HanaMinB (31 MB)
only when a name needs it.
"""

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category

from reportlab.pdfbase import pdfmetrics, ttfonts

from app.errors import UserError

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "fonts"
MOST_PER_BLOCK = 100  # entries of a bfchar block, by the CMap format


class Face(StrEnum):
    """The value is the file in assets/fonts and the font's name inside reportlab."""

    BODY = "NotoSerifSC_400Regular"
    BOLD = "NotoSerifSC_700Bold"
    RARE = "HanaMinB"


def check_printable(texts: Iterable[str]) -> None:
    """Raises UserError naming the first character that none of our fonts can print."""
    for text in texts:
        for char in text:
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
    return next((name for name in (face, Face.RARE) if ord(char) in _font(name).charToGlyph), None)


@cache
def char_width(char: str, face: Face) -> float:
    """In ems."""
    font = _font(font_for(char, face) or face)
    width: float = font.getCharWidth(ord(char)) / 1000
    return width


def _around(text: str, char: str) -> str:
    at = text.index(char)
    return text[max(0, at - 6) : at + 7]


@cache
def _font(face: Face) -> Any:
    # asciiReadable would embed all of ASCII in every paper
    font = ttfonts.TTFont(face, str(FOLDER / f"{face}.ttf"), asciiReadable=False, shapable=False)
    pdfmetrics.registerFont(font)
    return font.face


def _to_unicode_cmap(font_name: str, subset: list[int]) -> str:
    """What makes text copyable. reportlab writes five digits for 𬀩, which no reader takes."""
    codes = [f"<{i:02X}> <{chr(c).encode('utf-16-be').hex()}>" for i, c in enumerate(subset)]
    blocks = [codes[i : i + MOST_PER_BLOCK] for i in range(0, len(codes), MOST_PER_BLOCK)]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo",
            f"<< /Registry ({font_name}) /Ordering ({font_name}) /Supplement 0 >> def",
            f"/CMapName /{font_name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            f"<00> <{len(subset) - 1:02X}>",
            "endcodespacerange",
            *(
                line
                for block in blocks
                for line in (f"{len(block)} beginbfchar", *block, "endbfchar")
            ),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )


ttfonts.makeToUnicodeCMap = _to_unicode_cmap
