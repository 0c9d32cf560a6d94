"""Verbs of the register: the papers that were issued, and the county's numbers for them."""

from argparse import Namespace

from app.cli.answers import Answer, day
from app.cli.plain import plain
from app.cli.verbs.words import Verbs
from app.errors import UserError
from app.forms import form_module
from app.models import IssuedDocument
from app.models.base import label
from app.services.office import Office
from app.services.printing import give_number
from app.services.register import register
from app.services.register_query import PaperStatus


def _papers(office: Office, asked: Namespace) -> Answer:
    """The papers found, the last issued first; count: how many there are in all."""
    if asked.form:
        form_module(asked.form)
    found = register(
        office,
        asked.query,
        status=_status(asked.status),
        form=asked.form,
        limit=asked.limit,
        offset=asked.offset,
    )
    papers = [plain(row) | {"status": row.status} for row in found.papers]
    return {"count": found.count, "papers": papers}


def _status(text: str) -> PaperStatus:
    for status in PaperStatus:
        if text in (status.value, status.label):
            return status
    known = "、".join(f"{status.value}（{status.label}）" for status in PaperStatus)
    raise UserError(f"不认识“{text}”", f"请用以下之一：{known}。", field="status")


def _number(office: Office, asked: Namespace) -> Answer:
    title = label(IssuedDocument, "dated_on")
    issued = give_number(
        office,
        asked.paper,
        asked.number,
        dated_on=day(asked.dated, title, "dated_on") if asked.dated else None,
        reason=asked.reason,
    )
    return {
        "paper": issued.uid,
        "title": issued.content["title"],
        "number": issued.number,
        "dated_on": plain(issued.dated_on or issued.issued_on),
    }


VERBS: Verbs = {"papers": _papers, "number": _number}
