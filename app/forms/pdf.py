"""Documents on A4, one PDF. reportlab is slow to import: import this inside functions.

The same Documents give the same bytes.
"""

from collections.abc import Sequence
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from app.forms import codes
from app.forms.document import Document, Mark
from app.forms.drawing import draw_strips
from app.forms.fonts import Face, check_printable
from app.forms.ink import Ink
from app.forms.layout import growth, pages_of
from app.forms.paragraphs import width_of
from app.forms.sheets import MM, SHEETS, Sheet

QR_MM = 23.0
FOOT_MM = 8.0  # printers leave the last 5 mm white
BAR_MM, BAR_HEIGHT_MM = 0.27, 9.0
FOOT_SIZE = 9.0

rl_config.useA85 = 0  # page content as text would cost a fifth of its size, and time


def render_pdf(
    documents: Sequence[Document], *, mark: Mark = Mark.NONE, two_sided: bool = False
) -> bytes:
    """All documents in one file, each with its own page numbers; the mark stands across them.

    two_sided: each begins a sheet of paper of its own, a white page before it where it must.
    Raises UserError when a character has no glyph or a row is higher than a page.
    """
    stream = BytesIO()
    canvas = Canvas(stream, invariant=1, lang="zh-CN", pdfVersion=(1, 5))
    _describe(canvas, documents)
    ink = Ink(canvas)
    for document in (one.filled() for one in documents):
        check_printable(document.texts())
        if two_sided and canvas.getPageNumber() % 2 == 0:
            canvas.showPage()
        _draw_document(ink, document, mark)
    ink.finish()
    canvas.save()
    return stream.getvalue()


def _describe(canvas: Canvas, documents: Sequence[Document]) -> None:
    issuers = {document.issuer for document in documents}
    canvas.setTitle(documents[0].title if len(documents) == 1 else "")
    canvas.setAuthor(issuers.pop() if len(issuers) == 1 else "")
    canvas.setCreator("归仓")


def _draw_document(ink: Ink, document: Document, mark: Mark) -> None:
    sheet, canvas = SHEETS[document.layout], ink.canvas
    codes_form = f"codes-{document.layout}-{document.uid}"
    if document.uid and not canvas.hasForm(codes_form):
        canvas.beginForm(codes_form, 0, 0, *sheet.page)
        _draw_codes(ink, document.uid, sheet)
        canvas.endForm()
    pages = pages_of(document)
    for number, page in enumerate(pages, 1):
        canvas.setPageSize(sheet.page)
        if mark:
            _draw_mark(ink, mark, sheet)
        left, top = sheet.left_mm * MM, sheet.page[1] - sheet.top_mm * MM
        draw_strips(ink, page, left, top, grown=growth(page, sheet))
        if document.uid:
            canvas.doForm(codes_form)
        page_text = f"第 {number} 页 共 {len(pages)} 页"
        _draw_foot(ink, document.foot, page_text, sheet, beside_code=bool(document.uid))
        canvas.showPage()


def _draw_codes(ink: Ink, uid: str, sheet: Sheet) -> None:
    """Both say the paper's uid: what was signed finds its way back."""
    modules, dark = codes.qr(uid)
    side = QR_MM * MM / modules
    right = sheet.page[0] - sheet.right_mm * MM
    ink.code(dark, right - QR_MM * MM, FOOT_MM * MM, (side, side))
    _, bars = codes.code128(uid)
    bar = (BAR_MM * MM, BAR_HEIGHT_MM * MM)
    ink.code(bars, sheet.left_mm * MM, (FOOT_MM + 8) * MM, bar)


def _draw_foot(ink: Ink, name: str, page_text: str, sheet: Sheet, *, beside_code: bool) -> None:
    """Paper number and page, outside the frame and clear of the codes."""
    baseline = (FOOT_MM + 2) * MM
    ink.text(name, sheet.left_mm * MM, baseline, FOOT_SIZE)
    end = sheet.page[0] - (sheet.right_mm + (QR_MM + 8) * beside_code) * MM
    wide = width_of(page_text, Face.BODY) * FOOT_SIZE
    ink.text(page_text, end - wide, baseline, FOOT_SIZE)


def _draw_mark(ink: Ink, mark: Mark, sheet: Sheet) -> None:
    canvas = ink.canvas
    canvas.saveState()
    canvas.translate(sheet.page[0] / 2, sheet.page[1] / 2)
    canvas.rotate(50)
    canvas.setFillGray(0.9)
    ink.text(mark, -270, -60, 180)
    canvas.restoreState()
