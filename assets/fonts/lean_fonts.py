"""Makes the lean font files that papers embed: python lean_fonts.py ORIGINAL.ttf LEAN.ttf COARSER

Needs fonttools (tried with 4.63) and is run only when an original changes. What a printer cannot
show is left out: curves are drawn with fewer points, never more than 5/1000 of the type size
beside the original, on a grid COARSER times as wide (5 for text: 0.03 mm in 三号; 4 for titles);
features of layout that we do not use go. Every outline stands alone, so that a subset is a plain
copy of some of them.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.misc.roundTools import otRound
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.qu2cuPen import Qu2CuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

JOINED, DRAWN = 0.004, 0.005  # ems an outline may move while curves are joined, and drawn again
KEPT = ("cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "OS/2", "post")


def main(original: Path, lean: Path, coarser: int) -> None:
    font = TTFont(original, recalcTimestamp=False)
    options = Options(hinting=False, layout_features=[], notdef_outline=False, legacy_kern=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)
    for tag in set(font.keys()) - {*KEPT, "GlyphOrder"}:
        del font[tag]
    outlines = dict(_outlines(font, coarser))
    scale_upem(font, font["head"].unitsPerEm // coarser)
    for name, glyph in outlines.items():
        glyph.recalcBounds(font["glyf"])
        font["glyf"][name] = glyph
        advance, _ = font["hmtx"][name]
        font["hmtx"][name] = (advance, getattr(glyph, "xMin", 0))
    font.save(lean)


def _outlines(font: TTFont, coarser: int) -> Iterator[tuple[str, object]]:
    glyphs, em = font.getGlyphSet(), font["head"].unitsPerEm
    for name in font.getGlyphOrder():
        plain = TTGlyphPen(None)
        scaled = TransformPen(plain, (1 / coarser, 0, 0, 1 / coarser, 0, 0))
        drawn = Cu2QuPen(scaled, DRAWN * em, all_quadratic=True)
        glyphs[name].draw(Qu2CuPen(drawn, JOINED * em, all_cubic=True))
        glyph = plain.glyph(dropImpliedOnCurves=True, round=otRound)
        if glyph.numberOfContours > 0:
            glyph.flags = bytearray(flag & 1 for flag in glyph.flags)
        yield name, glyph


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
