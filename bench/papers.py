"""200 two-page notices as one PDF, against WeasyPrint making the same notices from HTML; and the
whole batch from the stored cases: composed, issued in one act, rendered.

WeasyPrint needs Pango on the system; dev.py installs it on a bare Debian.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from app.forms.document import Document
from bench.casebook import confirmed_cases
from bench.measure import Cost, Figure, cost_of, tell, typical_costs

NOTICES = 200
PEER_NOTICES = 40  # enough for its start to weigh little; 200 would take minutes
MOST_S, MOST_MB, MOST_KB = 3.0, 250, 60
MOST_BATCH_S = 6.0  # twice the drawing: composed, issued and stored before
LEAST_RATIO = 8.0


def figures() -> Iterator[Figure]:
    ours, batch, peer = typical_costs(
        *(partial(cost_of, "bench.papers", part) for part in ("guicang", "batch", "weasyprint"))
    )
    yield _in_one_file(f"{NOTICES} two-page notices in one file", ours, MOST_S)
    yield _in_one_file(f"{NOTICES} cases, issued and in one file", batch, MOST_BATCH_S)
    yield _beside_peer(ours.work_s / NOTICES, peer.work_s / PEER_NOTICES)
    yield _alone()


def _in_one_file(title: str, ours: Cost, most_s: float) -> Figure:
    text = f"{ours.work_s:.2f} s CPU (up to {most_s:.0f})"
    memory = f"{ours.peak_mb:.0f} MB resident at most (up to {MOST_MB})"
    passes = ours.work_s <= most_s and ours.peak_mb <= MOST_MB
    return Figure(title, f"{text}; {memory}", passes)


def _beside_peer(ours_s: float, peer_s: float) -> Figure:
    ratio = peer_s / ours_s
    text = f"{ratio:.0f} × faster (at least {LEAST_RATIO:.0f})"
    each = f"{ours_s * 1000:.1f} ms CPU each, WeasyPrint {peer_s * 1000:.0f} ms"
    return Figure("Notices beside WeasyPrint", f"{text}: {each}", ratio >= LEAST_RATIO)


def _alone() -> Figure:
    from app.forms.pdf import render_pdf

    size = len(render_pdf(notices(1))) / 1000
    text = f"{size:.1f} KB (up to {MOST_KB})"
    return Figure("A notice as a file of its own", text, size <= MOST_KB)


def notices(count: int) -> list[Document]:
    """Each with a name, a sum and codes of its own."""
    from app.forms import refund_notice
    from app.forms.course import Course
    from tests.forms.samples import MONTHLY, a_person

    return [
        refund_notice.compose(
            replace(
                MONTHLY,
                uid=UUID(int=number << 90 | 2026).hex,
                person=a_person(name=f"张{chr(0x4E00 + number * 20)}"),
                amount_fen=1_289_000 + number,
                course=Course(),  # two pages: no dues to list
            )
        )
        for number in range(count)
    ]


def guicang() -> float:
    """Fonts are read within the time taken; libraries are imported before."""
    from app.forms.pdf import render_pdf

    documents = notices(NOTICES)
    start = time.process_time()
    pdf = render_pdf(documents)
    spent = time.process_time() - start
    assert pdf.count(b"/Type /Page\n") == 2 * NOTICES
    return spent


def batch() -> float:
    """From stored cases to the file with its list; the case book is made before."""
    from app.services.batch_output import batch_pdf
    from app.services.batch_printing import issue_batch

    with TemporaryDirectory() as folder:
        office = confirmed_cases(Path(folder) / "book", NOTICES)
        numbers = [f"2026-{number:06d}" for number in range(1, NOTICES + 1)]
        start = time.process_time()
        issued = issue_batch(office, numbers, "refund-notice")
        pdf = batch_pdf(office, issued, by_copies=False)
        spent = time.process_time() - start
        office.close()
    assert len(issued.printed) == NOTICES
    assert pdf.count(b"/Type /Page\n") > 2 * NOTICES
    return spent


def weasyprint() -> float:
    from weasyprint import HTML

    from bench.notice_html import page_of

    html = page_of(notices(PEER_NOTICES))
    start = time.process_time()
    pages = HTML(string=html).render()
    pages.write_pdf()
    spent = time.process_time() - start
    assert len(pages.pages) >= 2 * PEER_NOTICES
    return spent


PARTS = {"guicang": guicang, "batch": batch, "weasyprint": weasyprint}

if __name__ == "__main__":
    tell(PARTS[sys.argv[1]]())
