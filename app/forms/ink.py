"""Drawing on the page: lines of text, blanks, tick boxes, frames and codes.

Text reaches the canvas as characters, never as markup: “<b>” and “A&B公司” print as typed.
"""

from functools import lru_cache
from itertools import groupby

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from app.forms.codes import Rectangles
from app.forms.document import Blank, Tick
from app.forms.fonts import Face, font_for
from app.forms.grids import PAD_X, Box, Rows
from app.forms.lines import stretches
from app.forms.paragraphs import Line, Lines, width_of

ASCENT = 0.86  # of an em above the baseline, with 0.14 below: where 宋体 looks centred
THIN, THICK = 0.5, 1.0


def draw_lines(canvas: Canvas, strip: Lines, left: float, top: float) -> None:
    _draw_stack(canvas, strip.lines, left, top)


def draw_rows(canvas: Canvas, strip: Rows, left: float, top: float, *, grown: float) -> None:
    """`grown`: how much every row is higher than it asked for."""
    edges = [top]
    for height in strip.heights:
        edges.append(edges[-1] - height - grown)
    for box in strip.boxes:
        upper, lower = edges[box.first_row], edges[box.first_row + box.rows]
        canvas.setLineWidth(THIN)
        canvas.rect(left + box.x, lower, box.width, upper - lower)
        _draw_cell(canvas, box, left + box.x, (upper + lower) / 2)


def draw_frame(canvas: Canvas, left: float, top: float, width: float, height: float) -> None:
    canvas.setLineWidth(THICK)
    canvas.rect(left, top - height, width, height)


def draw_code(
    canvas: Canvas, dark: Rectangles, left: float, bottom: float, module: tuple[float, float]
) -> None:
    """module: width and height of one, in points."""
    canvas.saveState()
    canvas.translate(left, bottom)
    canvas.scale(*module)
    path = PDFPathObject(["n", *(f"{x} {y} {wide} {high} re" for x, y, wide, high in dark)])
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def draw_text(canvas: Canvas, text: str, x: float, baseline: float, size: float) -> None:
    _draw_words(canvas, Line((text,), 0, 0, size, Face.BODY, size), x, baseline)


def _draw_cell(canvas: Canvas, box: Box, left: float, middle: float) -> None:
    _draw_stack(canvas, box.lines, left + PAD_X, middle + box.text_height / 2)


def _draw_stack(canvas: Canvas, lines: tuple[Line, ...], left: float, top: float) -> None:
    for line in lines:
        top -= line.height
        baseline = top + (line.leading - line.size) / 2 + (1 - ASCENT) * line.size
        _draw_words(canvas, line, left + line.x, baseline)


def _draw_words(canvas: Canvas, line: Line, x: float, baseline: float) -> None:
    for word in line.words:
        match word:
            case str():
                x = _draw_run(canvas, word, line, x, baseline)
            case Blank():
                canvas.setLineWidth(THIN)
                end = x + width_of(word, line.face) * line.size
                low = baseline - 0.14 * line.size
                canvas.line(x + 1, low, end - 1, low)
                x = end
            case Tick(ticked):
                _draw_tick(canvas, x, baseline, line.size, ticked=ticked)
                x += width_of(word, line.face) * line.size


def _draw_run(canvas: Canvas, text: str, line: Line, x: float, baseline: float) -> float:
    """Returns where the run ends."""
    pen = canvas.beginText(x, baseline)
    for face, gap, run in _runs(text, line.face, line.gap):
        pen.setFont(face, line.size)
        pen.setCharSpace(gap)
        pen.textOut(run)
    pen.setCharSpace(0)  # it outlives the text object
    canvas.drawText(pen)
    widened = sum(stretches(text)) * line.gap if line.gap else 0
    return x + width_of(text, line.face) * line.size + widened


@lru_cache(maxsize=4096)
def _runs(text: str, face: Face, gap: float) -> tuple[tuple[Face, float, str], ...]:
    """Runs of characters of one font and one widening."""
    gaps = [gap if wide else 0 for wide in stretches(text)] if gap else [0] * len(text)
    fonts = (font_for(char, face) or face for char in text)
    marked = zip(fonts, gaps, text, strict=True)
    return tuple(
        (font, wide, "".join(char for _, _, char in run))
        for (font, wide), run in groupby(marked, key=lambda mark: mark[:2])
    )


def _draw_tick(canvas: Canvas, x: float, baseline: float, size: float, *, ticked: bool) -> None:
    side = 0.86 * size
    low = baseline - 0.06 * size
    x += 0.08 * size
    canvas.setLineWidth(0.8)
    canvas.rect(x, low, side, side)
    if ticked:
        canvas.setLineWidth(1.3)
        path = canvas.beginPath()
        path.moveTo(x + 0.18 * side, low + 0.52 * side)
        path.lineTo(x + 0.42 * side, low + 0.22 * side)
        path.lineTo(x + 0.88 * side, low + 0.86 * side)
        canvas.drawPath(path)
