"""QR and Code 128 as the rectangles to fill: (x, y, width, height) in modules, from bottom left.

Both say the paper's uid, so that a scan of the signed paper finds its way back.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any

BLACK = 0
Rectangles = tuple[tuple[int, int, int, int], ...]


@lru_cache(maxsize=64)
def qr(text: str) -> tuple[int, Rectangles]:
    """Modules per side, without the white margin of four all around; and what is dark."""
    rows = _modules("QRCode", text, ec_level="M")
    size, dark = len(rows), []
    for number, row in enumerate(rows):
        dark += [(x, size - 1 - number, width, 1) for x, width in _dark_runs(row)]
    return size, tuple(dark)


@lru_cache(maxsize=64)
def code128(text: str) -> tuple[int, Rectangles]:
    """Modules across, without the white margin of ten on both sides; and the bars."""
    row = _modules("Code128", text)[0]
    return len(row), tuple((x, 0, width, 1) for x, width in _dark_runs(row))


def _modules(kind: str, text: str, **options: str) -> list[list[int]]:
    """One number per module, row by row from the top; black is 0."""
    import zxingcpp  # fifty times as fast as reportlab's own

    code = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind), **options)
    image: Any = code.to_image(scale=1, add_quiet_zones=False)
    rows: Any = memoryview(image).tolist()
    return list(rows)


def _dark_runs(row: list[int]) -> Iterator[tuple[int, int]]:
    """Where each dark run begins, and its length."""
    column = 0
    for grey, run in groupby(row):
        length = len(list(run))
        if grey == BLACK:
            yield column, length
        column += length
