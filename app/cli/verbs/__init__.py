"""One function per verb that needs the case book: words in, a service called, plain values out."""

from app.cli.verbs import (
    batches,
    delivery,
    exports,
    inquiry,
    issuing,
    office,
    packages,
    papers,
    procedure,
    recovery,
    rolls,
    scans,
    workbooks,
)
from app.cli.verbs.words import Verbs

VERBS: Verbs = {
    **office.VERBS,
    **exports.VERBS,
    **recovery.VERBS,
    **procedure.VERBS,
    **issuing.VERBS,
    **papers.VERBS,
    **delivery.VERBS,
    **inquiry.VERBS,
    **scans.VERBS,
    **batches.VERBS,
    **packages.VERBS,
    **rolls.VERBS,
    **workbooks.VERBS,
}
