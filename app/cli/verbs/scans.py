"""Verbs of scans: signed papers come back, each page to its paper."""

from argparse import Namespace
from pathlib import Path

from app.cli.answers import Answer
from app.cli.plain import plain
from app.cli.verbs.words import Verbs
from app.services.office import Office
from app.services.scan_filing import assign, discard, release
from app.services.scan_pages import scans_of, waiting
from app.services.scans import take_in


def _scan(office: Office, asked: Namespace) -> Answer:
    """What became of each page; outcome: a code of services.scans.Outcome."""
    results = take_in(office, [Path(file) for file in asked.files])
    return [plain(result) | {"outcome": result.outcome.value} for result in results]


def _scans(office: Office, asked: Namespace) -> Answer:
    pages = scans_of(office, asked.paper) if asked.paper else waiting(office)
    return [plain(page) for page in pages]


def _file_scan(office: Office, asked: Namespace) -> Answer:
    if asked.discard is not None:
        discard(office, asked.page, reason=asked.discard)
    elif asked.release is not None:
        release(office, asked.page, reason=asked.release)
    else:
        assign(office, asked.page, paper=asked.paper, case=asked.case)
    return {"page": asked.page, "waiting": [plain(page) for page in waiting(office)]}


VERBS: Verbs = {"scan": _scan, "scans": _scans, "file-scan": _file_scan}
