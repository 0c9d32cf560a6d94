"""The handbook as text: the pages of assets/help in their order, and the codes of its sections.

A line `<!-- papers -->` before a heading gives the section a code; F1 on the page of that code
opens it there, and `[…](#papers)` leads there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from app.folders import ASSETS
from app.services.handouts import HANDOUTS, markdown

FOLDER = ASSETS / "help"
PAGES = ("handbook.md", "system.md", "handover.md", "it.md")
LICENCES = ASSETS / "licences" / "third-party.md"
_CODE = re.compile(r"<!-- ([\w-]+) -->")
_HEADING = re.compile(r"(#{1,3}) (.+)")


@dataclass(frozen=True)
class Section:
    """level: 1 for a part of the handbook, 2 for a chapter, 3 within one. text: all its words."""

    title: str
    level: int
    codes: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Handbook:
    """markdown: all of it, one heading per section."""

    markdown: str
    sections: tuple[Section, ...]

    def place_of(self, code: str) -> int:
        """Which section has the code; the first where none has."""
        return next((at for at, one in enumerate(self.sections) if code in one.codes), 0)

    def found(self, query: str) -> list[int]:
        """The sections that hold every word of the query, in width and case as they come."""
        words = [word.casefold() for word in query.split()]
        return [
            at
            for at, one in enumerate(self.sections)
            if all(word in one.text.casefold() for word in words)
        ]


@cache
def handbook() -> Handbook:
    text = "\n\n".join(_pages())
    shown = _CODE.sub("", text)
    return Handbook(shown, tuple(_sections(text)))


def _pages() -> Iterator[str]:
    """The pages, and what is printed as well, written once."""
    first, *others = PAGES
    yield (FOLDER / first).read_text(encoding="utf-8")
    for code in HANDOUTS:
        yield f"<!-- {code} -->\n{markdown(code)}"
    for name in others:
        yield (FOLDER / name).read_text(encoding="utf-8")
    yield "<!-- licences -->\n" + LICENCES.read_text(encoding="utf-8")


def _sections(text: str) -> Iterator[Section]:
    codes: list[str] = []
    heading: tuple[str, int, tuple[str, ...]] | None = None
    lines: list[str] = []
    for line in text.splitlines():
        if code := _CODE.fullmatch(line):
            codes.append(code[1])
        elif title := _HEADING.fullmatch(line):
            if heading:
                yield Section(*heading, "\n".join(lines))
            heading, codes, lines = (title[2], len(title[1]), tuple(codes)), [], [title[2]]
        else:
            lines.append(line)
    if heading:
        yield Section(*heading, "\n".join(lines))
