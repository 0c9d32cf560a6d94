"""The verb that prints many papers at once."""

from argparse import Namespace
from pathlib import Path

from app.cli.answers import Answer
from app.cli.verbs.words import Verbs
from app.errors import UserError
from app.services import batch_output, summaries
from app.services.batch_printing import Batch, Outcome, issue_batch, preview_batch
from app.services.office import Office


def _issue_batch(office: Office, asked: Namespace) -> Answer:
    rows = summaries.case_rows(office, asked.query)
    numbers = [row.number for row in rows if asked.village in ("", row.village)]
    if not numbers:
        raise UserError("没有找到个案", "请核对搜索的内容和村（社区）。", field="query")
    if asked.dry_run:
        return _told(preview_batch(office, numbers, asked.form), [])
    if not asked.out:
        raise UserError("无法批量打印", "请用 --out 写明文件夹或 .pdf 文件。", field="out")
    out = Path(asked.out)
    batch_output.check_target(out)
    batch = issue_batch(office, numbers, asked.form)
    files = batch_output.save_batch(office, batch, out, by_copies=not asked.once)
    return _told(batch, files)


def _told(batch: Batch, files: list[Path]) -> Answer:
    counts = {
        outcome.name.lower(): sum(paper.outcome == outcome for paper in batch.papers)
        for outcome in Outcome
    }
    papers = [
        {
            "number": paper.case_number,
            "name": paper.name,
            "village": paper.village,
            "title": paper.wanted.title,
            "outcome": paper.outcome.value,
            "why": paper.why,
        }
        for paper in batch.papers
    ]
    return {
        "label": batch.label,
        **counts,
        "papers": papers,
        "files": [str(path) for path in files],
    }


VERBS: Verbs = {"issue-batch": _issue_batch}
