"""Documents on A4, one PDF. reportlab is slow to import: import this inside functions.

The same Documents give the same bytes.
"""

from collections.abc import Sequence
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from app.forms import codes, ink
from app.forms.document import Document
from app.forms.fonts import Face, check_printable
from app.forms.grids import Rows
from app.forms.layout import Page, growth, lay_out
from app.forms.paragraphs import MM, PAGE_HEIGHT, PAGE_WIDTH, SHEETS, Lines, Sheet, width_of

QR_MM = 23.0
FOOT_MM = 8.0  # printers leave the last 5 mm white
BAR_MM, BAR_HEIGHT_MM = 0.27, 9.0
FOOT_SIZE = 9.0

rl_config.useA85 = 0  # page content as text would cost a fifth of its size, and time


def render_pdf(documents: Sequence[Document], *, draft: bool = False) -> bytes:
    """All documents in one file, each with its own page numbers; `draft` prints 草稿 across.

    Raises UserError when a character has no glyph or a row is higher than a page.
    """
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, lang="zh-CN")
    canvas.setTitle(documents[0].title if len(documents) == 1 else "")
    for document in documents:
        check_printable(document.texts())
        pages = [page for side in document.sides for page in lay_out(side, document.layout)]
        for number, page in enumerate(pages, 1):
            if draft:
                _draw_draft_mark(canvas)
            _draw_page(canvas, page, SHEETS[document.layout])
            _draw_foot(canvas, document, f"第 {number} 页 共 {len(pages)} 页")
            canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _draw_page(canvas: Canvas, page: Page, sheet: Sheet) -> None:
    left, top = sheet.left_mm * MM, PAGE_HEIGHT - sheet.top_mm * MM
    grown = growth(page, sheet)
    frame_top = None
    for strip, following in zip(page, (*page[1:], None), strict=True):
        match strip:
            case Lines():
                ink.draw_lines(canvas, strip, left, top)
                top -= strip.height
            case Rows(heights):
                frame_top = frame_top or top
                ink.draw_rows(canvas, strip, left, top, grown=grown)
                top -= strip.height + grown * len(heights)
                if not isinstance(following, Rows):
                    ink.draw_frame(canvas, left, frame_top, strip.width, frame_top - top)
                    frame_top = None


def _draw_foot(canvas: Canvas, document: Document, page_text: str) -> None:
    """Paper number, page and codes, outside the frame and clear of each other."""
    sheet = SHEETS[document.layout]
    left, right = sheet.left_mm * MM, PAGE_WIDTH - sheet.right_mm * MM
    modules, dark = codes.qr(document.uid)
    side = QR_MM * MM / modules
    ink.draw_code(canvas, dark, right - QR_MM * MM, FOOT_MM * MM, (side, side))
    _, bars = codes.code128(document.uid)
    bar = (BAR_MM * MM, BAR_HEIGHT_MM * MM)
    ink.draw_code(canvas, bars, left, (FOOT_MM + 8) * MM, bar)
    baseline = (FOOT_MM + 2) * MM
    ink.draw_text(canvas, document.number or "（待编号）", left, baseline, FOOT_SIZE)
    end = right - (QR_MM + 8) * MM
    wide = width_of(page_text, Face.BODY) * FOOT_SIZE
    ink.draw_text(canvas, page_text, end - wide, baseline, FOOT_SIZE)


def _draw_draft_mark(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
    canvas.rotate(50)
    canvas.setFillGray(0.9)
    ink.draw_text(canvas, "草　稿", -270, -60, 180)
    canvas.restoreState()
