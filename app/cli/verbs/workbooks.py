"""Verbs of workbooks that come in: imported, merged, taken back."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from app.cli.answers import Answer
from app.cli.verbs import rolls
from app.cli.verbs.words import Verbs
from app.errors import UserError
from app.models import Batch
from app.models.terms import HandOverKind
from app.services import exchange
from app.services.batches import chosen_of, store_clues
from app.services.import_lists import batch_list
from app.services.layouts import choices_of
from app.services.marking import mark_file
from app.services.office import Office
from app.services.printed_lists import save_list
from app.services.undoing import batch_of, batches, undo_batch

LIST = "list"  # of another office: matched, not imported


def _import(office: Office, asked: Namespace) -> Answer:
    if asked.kind == LIST:
        return rolls.match(office, asked)
    choices = choices_of(office, sheets=asked.sheet, by_hand=_columns(asked.map))
    kind = HandOverKind(asked.kind) if asked.kind else None
    accept, path = frozenset(asked.accept), Path(asked.file)
    clues = exchange.read_clues(office, path, accept, kind=kind, choices=choices)
    if asked.dry_run:
        rows = exchange.new_rows(office, clues)
        return {**exchange.summary(clues, None), "rows": rows}
    chosen = chosen_of(clues, frozenset(asked.take), asked.conflicts)
    return exchange.summary(clues, store_clues(office, clues, chosen))


def _columns(typed: Sequence[str]) -> dict[str, str]:
    """C=姓名, 领款人=姓名, G=: a column by letters or heading, and what it is."""
    for pair in typed:
        if "=" not in pair:
            advice = f"“{pair}”应写成 列=栏目，如 C=姓名；不读取的列写成 G=。"
            raise UserError("无法导入", advice, field="map")
    return {column.strip(): title for column, _, title in (pair.partition("=") for pair in typed)}


def _batches(office: Office, _asked: Namespace) -> Answer:
    return [_told(batch) for batch in batches(office)]


def _undo(office: Office, asked: Namespace) -> Answer:
    return _told(undo_batch(office, asked.batch))


def _told(batch: Batch) -> dict[str, object]:
    return {
        "number": batch.id,
        "file": batch.file_name,
        "kind": batch.kind.label,
        "clerk": batch.clerk,
        "at": str(batch.imported_at),
        "new": batch.new_rows,
        "changed": batch.changed_rows,
        "refused": batch.refused_rows,
        "undone_at": str(batch.undone_at or ""),
        "undone_by": batch.undone_by,
    }


def _mark(office: Office, asked: Namespace) -> Answer:
    return {"file": asked.out, "remarks": mark_file(office, Path(asked.file), Path(asked.out))}


def _report(office: Office, asked: Namespace) -> Answer:
    document = batch_list(office, batch_of(office, asked.batch))
    save_list(office, document, Path(asked.out))
    return {"file": asked.out, "title": document.title}


VERBS: Verbs = {
    "import": _import,
    "batches": _batches,
    "undo-batch": _undo,
    "mark": _mark,
    "batch-report": _report,
}
