"""The words of a Document as HTML: what a general-purpose printer of pages is given to do."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from app.folders import FONTS
from app.forms import codes
from app.forms.blocks import Align, Blank, Block, Cell, Grid, Look, Paragraph, Tick, Words
from app.forms.document import Document
from app.forms.fonts import Face

ALIGNED = {
    Align.LEFT: "left",
    Align.CENTRE: "center",
    Align.RIGHT: "right",
    Align.JUSTIFIED: "justify",
}
SIZES = {Look.TITLE: 18, Look.HEADING: 12, Look.NOTE: 9}
STYLE = """
@font-face { font-family: Song; src: url(FONT) }
@font-face { font-family: Song; font-weight: bold; src: url(BOLD) }
@page { size: A4; margin: 14mm 20mm 35mm }
body { font: 10.5pt/1.4 Song; margin: 0 }
article, section { break-before: page }
table { border-collapse: collapse; width: 100%; table-layout: fixed; border: 1pt solid }
td { border: 0.5pt solid; padding: 0.8mm 2mm }
p { margin: 0; text-align: justify }
svg { width: 23mm; height: 23mm }
"""


def page_of(documents: list[Document]) -> str:
    fonts = {"FONT": FONTS / f"{Face.BODY}.ttf", "BOLD": FONTS / f"{Face.BOLD}.ttf"}
    style = STYLE
    for name, file in fonts.items():
        style = style.replace(name, Path(file).as_uri())
    body = "".join(map(_article, documents))
    return f"<!doctype html><meta charset=utf-8><style>{style}</style>{body}"


def _article(document: Document) -> str:
    size, dark = codes.qr(document.uid)
    squares = "".join(f"M{x} {size - y - 1}h{w}v{h}h-{w}z" for x, y, w, h in dark)
    code = f'<svg viewBox="0 0 {size} {size}"><path d="{squares}"/></svg>'
    sides = "".join(
        f"<section>{''.join(map(_block, side))}{escape(document.foot)}{code}</section>"
        for side in document.sides
    )
    return f"<article>{sides}</article>"


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return _paragraph(block)
        case Grid(widths):
            columns = "".join(f'<col style="width:{width}mm">' for width in widths)
            rows = "".join(
                f'<tr style="height:{row.least_mm}mm">{"".join(map(_cell, row.cells))}</tr>'
                for row in block.rows
            )
            return f"<table><colgroup>{columns}</colgroup>{rows}</table>"
        case _:
            raise ValueError(f"no notice has a {block.kind}")


def _cell(cell: Cell) -> str:
    inner = "".join(map(_paragraph, cell.paragraphs))
    return f"<td colspan={cell.columns} rowspan={cell.rows}>{inner}</td>"


def _paragraph(paragraph: Paragraph) -> str:
    size = SIZES.get(paragraph.look, 10.5)
    weight = "bold" if paragraph.look in (Look.TITLE, Look.HEADING) else "normal"
    align = ALIGNED[paragraph.align]
    style = f"font-size:{size}pt;font-weight:{weight};text-align:{align};"
    style += f"text-indent:{paragraph.first_indent}em;padding-left:{paragraph.indent}em"
    return f'<p style="{style}">{"".join(_inlines(paragraph.words))}</p>'


def _inlines(words: Words) -> Iterator[str]:
    for word in words:
        match word:
            case Blank(ems):
                line = f"display:inline-block;width:{ems}em;border-bottom:.5pt solid"
                yield f'<span style="{line}"></span>'
            case Tick(ticked):
                yield "☑" if ticked else "□"
            case _:
                yield escape(word)
