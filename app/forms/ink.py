"""Drawing on the page: lines of text, blanks, tick boxes, frames and codes.

Text reaches the page as codes of glyphs, never as markup: “<b>” and “A&B公司” print as typed.
"""

from functools import lru_cache
from itertools import groupby
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from app.forms.blocks import Blank, Inline, Tick
from app.forms.codes import Rectangles
from app.forms.embedding import Subset
from app.forms.fonts import Face, font_for
from app.forms.lines import stretches
from app.forms.paragraphs import Line, width_of

ASCENT = 0.86  # of an em above the baseline, with 0.14 below: where 宋体 looks centred
THIN, THICK = 0.5, 1.0
DOTS = (1.5, 2.5)


class Ink:
    """Draws on a canvas and keeps account of the glyphs used."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self._subsets: dict[Face, Subset] = {}

    def finish(self) -> None:
        """Once all pages are drawn: what the fonts must hold is known."""
        pdf: Any = self.canvas._doc
        for subset in self._subsets.values():
            subset.add_to(pdf)

    def stack(self, lines: tuple[Line, ...], left: float, top: float) -> None:
        for line in lines:
            top -= line.height
            baseline = top + (line.leading - line.size) / 2 + (1 - ASCENT) * line.size
            self.line(line, left + line.x, baseline)

    def line(self, line: Line, x: float, baseline: float) -> None:
        for word in line.words:
            match word:
                case str():
                    self._run(word, line, x, baseline)
                case Blank():
                    end = x + width_of(word, line.face) * line.size
                    low = baseline - 0.14 * line.size
                    self.stroke([(x + 1, low), (end - 1, low)], THIN)
                case Tick(ticked):
                    self._tick(x, baseline, line.size, ticked=ticked)
            x += _advance(word, line)

    def text(self, text: str, x: float, baseline: float, size: float) -> None:
        self.line(Line((text,), 0, 0, size, Face.BODY, size), x, baseline)

    def box(self, x: float, low: float, width: float, height: float, weight: float) -> None:
        self._add(f"{weight} w {x:.2f} {low:.2f} {width:.2f} {height:.2f} re S")

    def stroke(
        self, points: list[tuple[float, float]], weight: float, *, dotted: bool = False
    ) -> None:
        path = " l ".join(f"{x:.2f} {y:.2f}" for x, y in points).replace(" l ", " m ", 1) + " l"
        dash = f"[{DOTS[0]} {DOTS[1]}]0 d " if dotted else ""
        self._add(f"{dash}{weight} w {path} S" + (" []0 d" if dotted else ""))

    def code(
        self, dark: Rectangles, left: float, bottom: float, module: tuple[float, float]
    ) -> None:
        """module: width and height of one, in points."""
        self._add(f"q {module[0]:.4f} 0 0 {module[1]:.4f} {left:.2f} {bottom:.2f} cm")
        self._add("\n".join(f"{x} {y} {wide} {high} re" for x, y, wide, high in dark) + " f Q")

    def _run(self, text: str, line: Line, x: float, baseline: float) -> None:
        shown = []
        for face, gap, run in _runs(text, line.face, line.gap):
            subset = self._subset(face)
            spaced = f"{gap:.3f} Tc" if line.gap else ""
            shown.append(f"/{subset.name} {line.size:g} Tf {spaced}<{subset.encoded(run)}>Tj")
        spaced = " 0 Tc" if line.gap else ""  # it outlives the text
        self._add(f"BT {x:.2f} {baseline:.2f} Td {' '.join(shown)}{spaced} ET")

    def _tick(self, x: float, baseline: float, size: float, *, ticked: bool) -> None:
        side = 0.86 * size
        low = baseline - 0.06 * size
        x += 0.08 * size
        self.box(x, low, side, side, 0.8)
        if ticked:
            shape = ((0.18, 0.52), (0.42, 0.22), (0.88, 0.86))
            self.stroke([(x + right * side, low + up * side) for right, up in shape], 1.3)

    def _subset(self, face: Face) -> Subset:
        if face not in self._subsets:
            self._subsets[face] = Subset(face, f"T{len(self._subsets)}")
        return self._subsets[face]

    def _add(self, operators: str) -> None:
        self.canvas.addLiteral(operators)


def _advance(word: Inline, line: Line) -> float:
    widened = sum(stretches(word)) * line.gap if line.gap and isinstance(word, str) else 0
    return width_of(word, line.face) * line.size + widened


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
