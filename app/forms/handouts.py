"""Sheets that are printed for people, not for a case: a title, parts of lines or of a table.

One is a text in assets/forms/handouts and a line in HANDOUTS. Its columns are as wide as they say
in proportion; □ is a box to tick.
"""

from collections.abc import Iterator
from typing import Any

from app.forms import letters
from app.forms.blocks import Align, Block, Column, Look, Paragraph, Table, TableRow
from app.forms.cells import with_boxes
from app.forms.document import Document, Layout
from app.forms.wording import fill, official_text

HANDOUTS = {  # code: text
    "quick-start": "handouts/quick_start",
    "acceptance": "handouts/acceptance",
}


def compose(code: str) -> Document:
    """The sheet of a code of HANDOUTS."""
    text = official_text(HANDOUTS[code])
    return Document(
        form=f"handout-{code}",
        title=text["title"],
        layout=Layout.HANDOUT,
        uid="",
        number="",
        sides=(tuple(_blocks(text)),),
        is_numbered=False,
    )


def _blocks(text: dict[str, Any]) -> Iterator[Block]:
    yield letters.title(text["title"])
    for line in text.get("intro", ()):
        yield _line(line)
    for part in text["parts"]:
        if part.get("heading"):
            yield Paragraph((part["heading"],), Look.SECTION, lines_before=0.5)
        for line in part.get("lines", ()):
            yield _line(line)
        if part.get("rows"):
            yield _table(part)


def _line(text: str) -> Paragraph:
    return Paragraph(with_boxes(fill(text, {})), align=Align.LEFT)


def _table(part: dict[str, Any]) -> Table:
    columns = tuple(
        Column(spec["title"], spec["width"], Align(spec.get("align", Align.LEFT)))
        for spec in part["columns"]
    )
    rows = (TableRow(tuple(with_boxes((cell,)) for cell in row)) for row in part["rows"])
    return Table(columns, tuple(rows), least_mm=part.get("least_mm", 7))
