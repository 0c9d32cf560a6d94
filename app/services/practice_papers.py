"""The papers of the practice office: every form once, what is printed together, the lists."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.forms import FORMS
from app.models.month import Month
from app.services import batch_output, batch_printing, printed_lists, printing, summaries
from app.services.case_view import case_view
from app.services.office import Office
from app.services.practice_acts import ToIssue
from app.storage.files import file_name

PACK, PACKED = "delivery_pack", ("王桂英", "朱𠅤", "李㛃")


@dataclass(frozen=True)
class Made:
    """A file the practice left behind, and what it is."""

    file: Path
    what: str


def print_all(wanted: Iterable[ToIssue], folder: Path) -> Iterator[Made]:
    """Issue each paper when its story has come to it, and print it into the folder.

    Files are named in the order of the procedure: 05 多领社会保险待遇追缴告知书 付建𬀩.pdf.
    """
    order = [module.FORM.code for module in FORMS]
    for paper in wanted:
        office = paper.office
        issued = printing.issue(office, paper.number, paper.form, paper.choices)
        if paper.county_number:
            printing.give_number(office, issued.uid, paper.county_number)
        name, title = case_view(office, paper.number).person.name, issued.content["title"]
        at = order.index(paper.form) + 1
        path = folder / f"{file_name(f'{at:02} {title} {name}')}.pdf"
        printing.save_pdf(office, issued.id or 0, path)
        yield Made(path, f"《{title}》：{paper.what}")


def print_pack(office: Office, folder: Path) -> Iterator[Made]:
    """送达包 of several people in one file, as it goes to the printer."""
    numbers = [row.number for row in summaries.case_rows(office) if row.name in PACKED]
    batch = batch_printing.issue_batch(office, numbers, PACK)
    [path] = batch_output.save_batch(office, batch, folder / f"{batch.label}.pdf", by_copies=True)
    yield Made(path, f"{batch.label}：{'、'.join(PACKED)}，末页是打印清单")


def print_lists(office: Office, folder: Path) -> Iterator[Made]:
    """追缴台账, 送达清单, 月报."""
    for listed in printed_lists.LISTS.values():
        document = listed(office, Month.of(office.today()))
        path = folder / f"{file_name(document.title)}.pdf"
        printed_lists.save_list(office, document, path)
        yield Made(path, f"纸质《{document.title}》")
