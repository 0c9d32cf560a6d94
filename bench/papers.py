"""200 two-page notices as one PDF: what each of them takes."""

import sys
import time
from collections.abc import Iterator
from dataclasses import replace

from bench.measure import Figure, cost_of, tell

NOTICES = 200
MOST_MS = 50


def figures() -> Iterator[Figure]:
    cost = cost_of("bench.papers", "render")
    each_ms = cost.work_s / NOTICES * 1000
    text = f"{each_ms:.0f} ms CPU each in a batch of {NOTICES} (up to {MOST_MS})"
    memory = f"{cost.peak_mb:.0f} MB resident at most"
    yield Figure("Two-page notices", f"{text}; {memory}", each_ms <= MOST_MS)


def render() -> float:
    """Fonts are read within the time taken; libraries are imported before."""
    from app.forms import refund_notice
    from app.forms.pdf import render_pdf
    from tests.forms.samples import MONTHLY

    documents = [
        refund_notice.compose(replace(MONTHLY, number=f"2026-{n:04d}")) for n in range(NOTICES)
    ]
    start = time.process_time()
    pdf = render_pdf(documents)
    spent = time.process_time() - start
    assert pdf.count(b"/Type /Page\n") == 2 * NOTICES
    return spent


if __name__ == "__main__":
    assert sys.argv[1] == "render"
    tell(render())
