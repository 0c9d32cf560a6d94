"""标注副本: what was found in a workbook, written into a copy of it for whoever sent it."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from app.errors import UserError
from app.exchange.marking import Level, Remark, is_xlsx, marked_copy
from app.exchange.worker import sheets_apart
from app.models import Batch
from app.models.terms import EventKind
from app.services import events
from app.services.exchange import read_clues, workbook_content
from app.services.import_report import Report, report_of
from app.services.office import Office
from app.storage.database import reading, transaction
from app.storage.files import write_safely

PROBLEMS = (("refused", Level.REFUSED), ("warnings", Level.TOLD))
MATCHES = (("conflict", Level.ASKED), ("changed", Level.CHANGED))


def mark_file(office: Office, path: Path, out: Path, report: Report | None = None) -> int:
    """Write a marked copy of a workbook; how many remarks it has.

    report: of a preview that was not stored; None: of the batch this file was stored as, else what
    reading it again finds. Raises UserError when the file cannot be read or written.
    """
    if out.suffix.lower() != ".xlsx":
        raise UserError("无法写入文件", f"“{out.name}”应以 .xlsx 结尾。", field="out")
    if out.exists() and path.exists() and out.samefile(path):
        raise UserError("无法写入文件", "请另选一个文件名，原表要保留。", field="out")
    content = workbook_content(path)
    found = report or _stored(office, content) or report_of(read_clues(office, path), ())
    remarks = list(remarks_of(found))
    sheets = [] if is_xlsx(content, path.name) else list(sheets_apart(content, path.name))
    copy = marked_copy(content, path.name, remarks, sheets)
    with transaction(office.database) as session:
        write_safely(out, copy)
        summary = f"“{path.name}”的标注副本：{len(remarks)} 处"
        events.record(session, office.clerk, EventKind.EXPORTED, summary)
    return len(remarks)


def mark_batch(office: Office, batch: Batch, path: Path, out: Path) -> int:
    """The same for a batch. Raises UserError when the file is not the one it was."""
    if hashlib.sha256(workbook_content(path)).hexdigest() != batch.sha256:
        advice = f"“{path.name}”不是第 {batch.id} 批导入时的文件，请选择原来的“{batch.file_name}”。"
        raise UserError("不是同一个文件", advice)
    return mark_file(office, path, out, batch.report)


def remarks_of(report: Report) -> Iterator[Remark]:
    """What is written where: problems at their cells, differences at theirs."""
    for name, level in PROBLEMS:
        for one in report.get(name, ()):
            yield _remark(one, one["column"], one["heading"], level, one["advice"])
    for name, level in MATCHES:
        for one in report.get(name, ()):
            for differs in one["fields"]:
                text = difference_text(one, differs)
                yield _remark(one, differs["column"], differs["title"], level, text)


def difference_text(match: dict[str, Any], differs: dict[str, Any]) -> str:
    """个案 2026-0001：本机“甲”，表中“乙”."""
    which = f"个案 {match['number']}" if match["number"] else "已登记的当事人"
    here, sheet = differs["here"] or "空", differs["sheet"] or "空"
    return f"{which}：本机“{here}”，表中“{sheet}”。{match['barred']}"


def _remark(one: dict[str, Any], column: str, heading: str, level: Level, text: str) -> Remark:
    return Remark(one["sheet"], one["row"], column, heading, level, text)


def _stored(office: Office, content: bytes) -> Report | None:
    sha256 = hashlib.sha256(content).hexdigest()
    last = select(Batch.report).where(Batch.sha256 == sha256, col(Batch.undone_at).is_(None))
    with reading(office.database) as session:
        report = session.exec(last.order_by(col(Batch.id).desc())).first()
    return dict(report) if report else None
