"""送达清单: the papers that wait to be served, to be taken along to the villages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.forms.blocks import Table, TableRow
from app.forms.document import Document
from app.forms.lists.parts import (
    ListHead,
    columns_of,
    empty_row,
    note,
    printed_list,
    row,
)
from app.forms.wording import number_text, official_text


@dataclass(frozen=True)
class Receiver:
    name: str
    phone: str


@dataclass(frozen=True)
class Undelivered:
    """A paper to be served. receivers: the person, those who answer for a dead one, or a bank;
    none: the body the letter itself names. number: "" until the county gave it, or where its kind
    has none (is_numbered).
    """

    village: str
    person_uid: str
    name: str
    is_deceased: bool
    receivers: tuple[Receiver, ...]
    address: str
    title: str
    number: str
    is_numbered: bool
    issued_on: date


def compose(head: ListHead, papers: Sequence[Undelivered]) -> Document:
    """待送达文书清单, the papers in the order given; how many and of how many people under it."""
    text = official_text("lists/deliveries")
    table = Table(columns_of(text["columns"]), tuple(_rows(text, papers)), least_mm=11)
    people = {paper.person_uid for paper in papers}
    counted = text["total"].format(papers=len(papers), people=len(people))
    return printed_list("list-deliveries", text, head, {}, table, note((counted,)))


def _rows(text: dict[str, Any], papers: Sequence[Undelivered]) -> Iterator[TableRow]:
    specs = text["columns"]
    if not papers:
        yield empty_row(specs, text["nothing"])
    for at, paper in enumerate(papers, 1):
        name = text["deceased"].format(name=paper.name) if paper.is_deceased else paper.name
        number = number_text(paper.number) or (text["unnumbered"] if paper.is_numbered else "")
        told = [text["receiver"].format(name=r.name, phone=r.phone) for r in paper.receivers]
        told = told or [text["body"]]
        values = (
            *(at, paper.village, name, "；".join(each.strip() for each in told), paper.address),
            *(text["paper"].format(title=paper.title, number=number), str(paper.issued_on)),
            *("", ""),
        )
        yield row(specs, values)
