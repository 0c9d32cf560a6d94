"""QR and Code 128 as the rectangles to fill: (x, y, width, height) in modules, from bottom left.

Both say the paper's uid, so that a scan of the signed paper finds its way back.
"""

from functools import lru_cache
from itertools import groupby
from typing import Any

BLACK = 0
Rectangles = tuple[tuple[int, int, int, int], ...]


@lru_cache(maxsize=64)
def qr(text: str) -> tuple[int, Rectangles]:
    """Modules per side, without the white margin of four all around; and what is dark."""
    from zxingcpp import BarcodeFormat, create_barcode  # fifty times as fast as reportlab's own

    code = create_barcode(text, BarcodeFormat.QRCode, ec_level="M")
    image: Any = code.to_image(scale=1, add_quiet_zones=False)
    rows: Any = memoryview(image).tolist()  # black is 0
    size, dark = len(rows), []
    for number, row in enumerate(rows):
        column = 0
        for grey, run in groupby(row):
            length = len(list(run))
            if grey == BLACK:
                dark.append((column, size - 1 - number, length, 1))
            column += length
    return size, tuple(dark)


@lru_cache(maxsize=64)
def code128(text: str) -> tuple[int, Rectangles]:
    """Modules across, without the white margin of ten on both sides; and the bars."""
    from reportlab.graphics.barcode.code128 import Code128

    code = Code128(text)
    code.validate()
    code.encode()
    bars, x = [], 0
    for letter in code.decompose():  # bars in capitals, spaces in small letters: A is one module
        width = ord(letter.lower()) - ord("a") + 1
        if letter.isupper():
            bars.append((x, 0, width, 1))
        x += width
    return x, tuple(bars)
