"""Documents on A4, one PDF. reportlab is slow to import: import this inside functions.

The same Documents give the same bytes.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from app.errors import UserError
from app.forms import codes, ink
from app.forms.document import Block, Document, Layout
from app.forms.fonts import Face, check_printable
from app.forms.layout import MM, PAGE_HEIGHT, PAGE_WIDTH, SHEETS, Lines, Rows, Sheet, Strip, strips
from app.forms.layout import width_of

Page = tuple[Strip, ...]

QR_MM = 23.0
FOOT_MM = 8.0  # printers leave the last 5 mm white
BAR_MM, BAR_HEIGHT_MM = 0.27, 9.0
FOOT_SIZE = 9.0
MOST_GROWTH = 4 * MM  # of one row, to fill a page
SCALE_STEP = 0.025


def render_pdf(documents: Sequence[Document], *, draft: bool = False) -> bytes:
    """All documents in one file, each with its own page numbers; `draft` prints 草稿 across.

    Raises UserError when a character has no glyph or a row is higher than a page.
    """
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, lang="zh-CN")
    canvas.setTitle(documents[0].title if len(documents) == 1 else "")
    for document in documents:
        check_printable(document.texts())
        pages = [page for side in document.sides for page in _pages(side, document.layout)]
        for number, page in enumerate(pages, 1):
            if draft:
                _draw_draft_mark(canvas)
            _draw_page(canvas, page, SHEETS[document.layout])
            _draw_foot(canvas, document, f"第 {number} 页 共 {len(pages)} 页")
            canvas.showPage()
    canvas.save()
    return stream.getvalue()


@lru_cache(maxsize=256)  # the terms on the back are the same for everyone
def _pages(side: tuple[Block, ...], layout: Layout) -> tuple[Page, ...]:
    """One page, in smaller type if that is what it takes; else as many as it takes."""
    sheet = SHEETS[layout]
    scale = 1.0
    while True:
        page = tuple(strip for block in side for strip in strips(block, sheet, scale))
        if sum(strip.height for strip in page) <= sheet.height:
            return (page,)
        if scale - SCALE_STEP < sheet.least_scale:
            return tuple(_cut(page, sheet))
        scale -= SCALE_STEP


def _cut(page: Page, sheet: Sheet) -> Iterator[Page]:
    taken: list[Strip] = []
    room = sheet.height
    for strip in page:
        if strip.height > sheet.height:
            raise UserError("无法出具文书", "有一栏的内容超过一页，请把“核实情况”写得简短些。")
        if strip.height > room:
            yield tuple(taken)
            taken, room = [], sheet.height
        taken.append(strip)
        room -= strip.height
    yield tuple(taken)


def _draw_page(canvas: Canvas, page: Page, sheet: Sheet) -> None:
    left, top = sheet.left_mm * MM, PAGE_HEIGHT - sheet.top_mm * MM
    grown = _growth(page, sheet)
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


def _growth(page: Page, sheet: Sheet) -> float:
    rows = sum(len(strip.heights) for strip in page if isinstance(strip, Rows))
    spare = sheet.height - sum(strip.height for strip in page)
    return min(spare / rows, MOST_GROWTH) if rows else 0


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
