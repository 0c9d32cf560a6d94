"""The glyphs a PDF needs of one font, copied out of its file, with what makes text copyable.

All characters of a face are one font of two-byte codes: glyphs numbered as they are first used.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from struct import pack
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import TTFontMaker

from app.forms.fonts import Face, char_width, font

CODES_PER_RANGE = 256  # only the last byte may run on in a range of the CMap format
SYMBOLIC = 4
SHORT_OFFSETS = 0x20000  # glyphs within so many bytes are found by half offsets of two bytes


class Subset:
    """name: what the content of the pages calls the font."""

    def __init__(self, face: Face, name: str) -> None:
        self.face, self.name = face, name
        self._codes: dict[str, str] = {}

    def encoded(self, text: str) -> str:
        """What shows the text: hexadecimal digits."""
        codes = self._codes
        for char in text:
            if char not in codes:
                codes[char] = f"{len(codes) + 1:04x}"
        return "".join([codes[char] for char in text])

    def add_to(self, pdf: Any) -> None:
        """pdf: the reportlab document, once all its pages are drawn."""
        descriptor = pdf.Reference(pdfdoc.PDFDictionary(self._descriptor(pdf)))
        descendant = {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": f"/{self._base_font}",
            "CIDSystemInfo": "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
            "FontDescriptor": descriptor,
            "W": f"[{' '.join(self._widths())}]",
            "CIDToGIDMap": "/Identity",
        }
        whole = {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": f"/{self._base_font}",
            "Encoding": "/Identity-H",
            "DescendantFonts": pdfdoc.PDFArray([pdf.Reference(pdfdoc.PDFDictionary(descendant))]),
            "ToUnicode": _stream(pdf, "\n".join(_to_unicode(list(self._codes))).encode("ascii")),
        }
        fonts = pdf.idToObject[pdfdoc.BasicFonts].dict
        fonts[self.name] = pdf.Reference(pdfdoc.PDFDictionary(whole))

    @property
    def _base_font(self) -> str:
        return f"AAAAAA+{self.face.split('_')[0]}-{self.face.name.title()}"

    def _descriptor(self, pdf: Any) -> dict[str, Any]:
        file = font(self.face)
        return {
            "Type": "/FontDescriptor",
            "FontName": f"/{self._base_font}",
            "Flags": SYMBOLIC,
            "FontBBox": pdfdoc.PDFArray(file.bbox),
            "ItalicAngle": 0,
            "Ascent": file.ascent,
            "Descent": file.descent,
            "CapHeight": file.capHeight,
            "StemV": file.stemV,
            "FontFile2": _stream(pdf, _font_file(file, list(self._codes))),
        }

    def _widths(self) -> Iterator[str]:
        """Of those that are not one em wide."""
        for number, char in enumerate(self._codes, start=1):
            width = round(char_width(char, self.face) * 1000)
            if width != 1000:
                yield f"{number}[{width}]"


def _font_file(file: Any, chars: Sequence[str]) -> bytes:
    """A TrueType file of an empty glyph and those of the characters, in their order."""
    outlines = [b"", *(_outline(file, char) for char in chars)]
    offsets = list(accumulate(map(len, outlines), initial=0))
    is_short = offsets[-1] < SHORT_OFFSETS
    places = [at // 2 for at in offsets] if is_short else offsets
    widths = [0, *(file.charWidths[ord(char)] * file.unitsPerEm / 1000 for char in chars)]
    metrics = (
        pack(">H", round(width)) + (outline[2:4] or b"\0\0")  # the outline's own left edge
        for width, outline in zip(widths, outlines, strict=True)
    )
    maker, count = TTFontMaker(), pack(">H", len(outlines))
    maker.add("glyf", b"".join(outlines))
    maker.add("loca", pack(f">{len(places)}{'H' if is_short else 'L'}", *places))
    maker.add("hmtx", b"".join(metrics))
    maker.add("head", file.get_table("head")[:50] + pack(">hh", not is_short, 0))
    maker.add("hhea", file.get_table("hhea")[:34] + count)
    most = file.get_table("maxp")
    maker.add("maxp", most[:4] + count + most[6:])
    content: bytes = maker.makeStream()
    return content


def _outline(file: Any, char: str) -> bytes:
    """Of an even length. Our fonts hold no glyph made of others, and no instructions."""
    glyph = file.charToGlyph[ord(char)]
    first, end = file.glyphPos[glyph : glyph + 2]
    outline: bytes = file.get_chunk(file.get_table_pos("glyf")[0] + first, end - first)
    return outline + b"\0" * (len(outline) % 2)


def _to_unicode(chars: Sequence[str]) -> Iterator[str]:
    """The CMap from glyphs to characters, those beyond U+FFFF as two halves of UTF-16."""
    yield "/CIDInit /ProcSet findresource begin 12 dict begin begincmap"
    yield "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def"
    yield "/CMapName/Adobe-Identity-UCS def/CMapType 2 def"
    yield "1 begincodespacerange<0000><ffff>endcodespacerange"
    codes = ["", *(f"<{char.encode('utf-16-be').hex()}>" for char in chars)]
    starts = range(0, len(codes), CODES_PER_RANGE)
    yield f"{len(starts)} beginbfrange"
    for start in starts:
        first, run = max(start, 1), codes[start : start + CODES_PER_RANGE]
        yield f"<{first:04x}><{start + len(run) - 1:04x}>[{''.join(run)}]"
    yield "endbfrange endcmap CMapName currentdict/CMap defineresource pop end end"


def _stream(pdf: Any, content: bytes) -> Any:
    length = {"Length1": len(content)}
    stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary(length), content, [pdfdoc.PDFZCompress])
    return pdf.Reference(stream)
