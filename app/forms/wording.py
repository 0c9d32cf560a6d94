"""Official texts from assets/forms, and filling their blanks.

A text holds `{name|printed when nothing is known}` for what we fill and `____` for the pen.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any
from unicodedata import category

from app.folders import FORM_TEXTS
from app.forms.blocks import Blank, Inline, Later, Slot, Words, joined
from app.models.month import Month

Values = dict[str, Inline | int | Later]

_PLACE = re.compile(r"\{(\w+)(?:\|([^}]*))?\}")
_YEAR = re.compile(r"[\[(（【〔［](\d{4})[\])）】〕］]")
_PEN = re.compile(r"(_+)")


@cache
def official_text(form: str) -> dict[str, Any]:
    """The words of a form: assets/forms/<form>.toml."""
    return tomllib.loads((FORM_TEXTS / f"{form}.toml").read_text(encoding="utf-8"))


def fill(text: str, values: Values) -> Words:
    """The text with its places filled; a place whose value is missing or "" stays for the pen.

    A value of Later makes the place a Slot.
    """
    return joined(_filled(text, values))


def plain(words: Words) -> tuple[str | Blank, ...]:
    """Of words without boxes and slots."""
    return tuple(word for word in words if isinstance(word, str | Blank))


def one_line(text: str) -> str:
    """What a person typed or pasted, on one line and without the marks nobody sees (U+200B …)."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(c for c in line if category(c) != "Cf")


def number_text(number: str) -> str:
    """A paper's number with its year in 六角括号, however it was typed."""
    return _YEAR.sub(r"〔\1〕", one_line(number))


def day_text(day: date) -> str:
    """2022年8月10日: no leading zeros (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def date_values(day: date | None) -> Values:
    """For texts with the places year, month and day."""
    return {"year": day.year, "month": day.month, "day": day.day} if day else {}


def month_text(month: Month) -> str:
    return f"{month.year}年{month.number}月"


def _filled(text: str, values: Values) -> Iterator[Inline]:
    end = 0
    for place in _PLACE.finditer(text):
        yield from _with_blanks(text[end : place.start()])
        end = place.end()
        value = values.get(place[1], "")
        if isinstance(value, Later):
            yield Slot(value, tuple(_with_blanks(place[2] or "")))
        elif value == "":
            yield from _with_blanks(place[2] or "")
        else:
            yield str(value) if isinstance(value, int) else value
    yield from _with_blanks(text[end:])


def _with_blanks(text: str) -> Iterator[str | Blank]:
    """Each _ is half a character wide."""
    for part in _PEN.split(text):
        if part.startswith("_"):
            yield Blank(len(part) / 2)
        elif part:
            yield part
