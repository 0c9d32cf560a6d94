"""Verbs of the register: the papers that were issued, and the county's numbers for them."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from app.cli.answers import Answer, day
from app.cli.plain import plain
from app.cli.verbs.words import Verbs
from app.errors import UserError
from app.forms import form_module
from app.models import IssuedDocument
from app.models.base import label
from app.services.office import Office
from app.services.printed_lists import save_list
from app.services.printing import give_number
from app.services.register import register
from app.services.register_list import register_list
from app.services.register_query import PaperStatus


def _papers(office: Office, asked: Namespace) -> Answer:
    """The papers found, the last issued first; count: how many there are in all. Or the file."""
    if asked.form:
        form_module(asked.form)
    wanted: dict[str, Any] = {"status": _status(asked.status), "form": asked.form}
    if asked.out:
        document = register_list(office, asked.query, **wanted)
        save_list(office, document, Path(asked.out))
        return {"file": asked.out, "title": document.title}
    found = register(office, asked.query, **wanted, limit=asked.limit, offset=asked.offset)
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
