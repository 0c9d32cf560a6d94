"""The printed report of an import: of a batch that was stored, or of a preview."""

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from app.forms.document import Document
from app.forms.lists import imported
from app.forms.lists.imported import ImportLine
from app.models import Batch
from app.services.import_report import Report
from app.services.marking import difference_text
from app.services.office import Office
from app.services.printed_lists import list_head
from app.storage.database import reading


def batch_list(office: Office, batch: Batch) -> Document:
    """What became of the rows of a batch."""
    undone = f"（已由{batch.undone_by}撤销）" if batch.undone_at else ""
    file = {
        "file": batch.file_name,
        "batch": f"第 {batch.id} 批{undone}",
        "moment": f"{batch.imported_at.replace(tzinfo=UTC).astimezone():%Y-%m-%d}",
        "clerk_name": batch.clerk,
    }
    return _composed(office, file, batch.report)


def preview_list(office: Office, file_name: str, report: Report) -> Document:
    """The same of a file that was looked at and not stored."""
    moment = f"{office.today():%Y-%m-%d}"
    file = {"file": file_name, "batch": "预览，没有导入", "moment": moment}
    return _composed(office, file | {"clerk_name": office.clerk}, report)


def _composed(office: Office, file: dict[str, str], report: Report) -> Document:
    with reading(office.database) as session:
        head = list_head(office, session)
    return imported.compose(head, file, report["counts"], list(_lines(report)))


def _lines(report: Report) -> Iterator[ImportLine]:
    for one in report["refused"]:
        yield _problem(one, "refused")
    for name, taken in (("conflict", "settled"), ("changed", "taken")):
        for one in report[name]:
            yield from _match(one, taken if one["taken"] else name)
    for one in report["warnings"]:
        yield _problem(one, "warnings")
    for one in report["absent"]:
        text = "交出时有，返回的表中没有。个案不因此删除，请核对。"
        yield ImportLine("", None, "", f"{one['number']} {one['name']}", "", "absent", text)


def _problem(one: dict[str, Any], result: str) -> ImportLine:
    is_quoted = not one["value"] or f"“{one['value']}”" in one["advice"]
    text = one["advice"] if is_quoted else f"“{one['value']}”：{one['advice']}"
    place = one["sheet"], one["row"], one["column"]
    who = one.get("who", "")  # batches of earlier versions do not say it
    return ImportLine(*place, who, one["heading"], result, text)


def _match(one: dict[str, Any], result: str) -> Iterator[ImportLine]:
    who = " ".join(filter(None, (one["number"], one["name"])))
    for differs in one["fields"]:
        place = one["sheet"], one["row"], differs["column"]
        text = difference_text(one | {"number": one["number"]}, differs)
        yield ImportLine(*place, who, differs["title"], result, text)
