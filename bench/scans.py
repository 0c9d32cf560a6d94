"""Signed papers as they come back: 20 pages at 200 dpi, skewed up to ±6°, noisy, JPEG quality 45.

Each must name its paper. The other figure: the same pages clean, to see what the spoiling costs.
"""

import sys
import time
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from random import Random

from PIL import Image

from bench.measure import Cost, Figure, cost_of, tell, typical_costs

PAGES = 20
MOST_SKEW = 6.0  # degrees
MOST_S = 0.5  # of CPU for a page


def figures() -> Iterator[Figure]:
    read = sum(uid in uids for uid, uids in _read(_pages()))
    title = f"Scans at 200 dpi, skewed ±{MOST_SKEW:.0f}°, noisy, JPEG q45"
    yield Figure(title, f"{read} of {PAGES} name their paper", read == PAGES)
    parts = ("spoilt", "clean")
    spoilt, clean = typical_costs(*(partial(cost_of, "bench.scans", part) for part in parts))
    yield _cost(spoilt, clean)


def _cost(spoilt: Cost, clean: Cost) -> Figure:
    each = spoilt.work_s / PAGES
    text = f"{each * 1000:.0f} ms CPU each (up to {MOST_S * 1000:.0f}), "
    text += f"{spoilt.work_s / clean.work_s:.1f} × a clean page"
    return Figure("A spoilt page read", text, each <= MOST_S)


def _pages() -> list[tuple[str, bytes]]:
    """Both pages of ten notices, each spoilt in its own way; with the uid each should name."""
    from tests.scans.spoiling import compressed, noisy, signed, skewed

    dice = Random(2022)  # noqa: S311 - the same pages every time
    spoilt = []
    for at, (uid, sheet) in enumerate(_sheets()):
        skew = dice.uniform(-MOST_SKEW, MOST_SKEW)
        spoilt.append((uid, compressed(noisy(skewed(signed(sheet, at).convert("L"), skew)))))
    return spoilt


def _sheets() -> Iterator[tuple[str, Image.Image]]:
    from app.forms.pdf import render_pdf
    from bench.papers import notices
    from tests.scans.spoiling import drawn

    for notice in notices(PAGES // 2):
        for sheet in drawn(render_pdf([notice])):
            yield notice.uid, sheet


def _read(pages: list[tuple[str, bytes]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    from app.scans.codes import read_codes

    for uid, content in pages:
        yield uid, read_codes(Image.open(BytesIO(content))).uids


def spoilt() -> float:
    return _spent(_pages())


def clean() -> float:
    from tests.scans.spoiling import compressed

    return _spent([(uid, compressed(sheet)) for uid, sheet in _sheets()])


def _spent(pages: list[tuple[str, bytes]]) -> float:
    start = time.process_time()
    for _ in _read(pages):
        pass
    return time.process_time() - start


PARTS = {"spoilt": spoilt, "clean": clean}

if __name__ == "__main__":
    tell(PARTS[sys.argv[1]]())
