"""Storing an import as one batch: all that the clerk chose, in one transaction, or none of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.errors import UserError
from app.exchange.clues import Clue
from app.exchange.merging import Difference, Match, Outcome
from app.models import Batch
from app.models.terms import EventKind
from app.services.bulk import collector_paused
from app.services.clue_rows import store_new
from app.services.events import Act, record_many
from app.services.exchange import ClueImport
from app.services.import_report import report_of
from app.services.known import known_of
from app.services.layouts import remember
from app.services.merged_rows import Merge, merge_rows
from app.services.office import Office
from app.storage.database import transaction

Place = tuple[str, int]  # sheet and row, as Excel counts it
__all__ = ["Chosen", "Difference", "Match", "Place", "store_clues"]  # what a window needs of them
STALE = UserError("无法导入", "预览之后个案簿有了变动，请重新选择文件预览后再导入。")


@dataclass(frozen=True)
class Chosen:
    """What the clerk chose in the preview.

    rows: those to take. fresh: overlapping rows that are cases of their own. sheet_wins: by place
    and field, whether the sheet's value is taken; of what only the sheet changed it is, of what
    both sides changed the clerk must say.
    """

    rows: frozenset[Place]
    fresh: frozenset[Place] = frozenset()
    sheet_wins: Mapping[tuple[Place, str], bool] = field(default_factory=dict)

    def wins(self, match: Match, differs: Difference) -> bool:
        """Raises UserError when both sides changed the value and nobody chose."""
        chosen = self.sheet_wins.get((place_of(match.clue), differs.field))
        if chosen is not None:
            return chosen
        if needs_word(differs):
            where = f"“{match.clue.sheet}”表第 {match.clue.row} 行“{differs.title}”"
            advice = f"{where}两边都改过：本机“{differs.here}”，表中“{differs.sheet}”，请选择一个。"
            raise UserError("请先选择采用哪一边", advice)
        return True


def needs_word(differs: Difference) -> bool:
    """Whether the clerk must say who is right: both sides changed it since it was sent."""
    return differs.outcome is Outcome.BOTH


def place_of(clue: Clue) -> Place:
    return clue.sheet, clue.row


def default_chosen(clues: ClueImport) -> Chosen:
    """What is taken when nobody chooses: new rows, and what only our own sheet changed."""
    own = (match.clue for match in clues.changed if match.is_sent)
    return Chosen(frozenset(place_of(clue) for clue in (*clues.new, *own)))


def chosen_of(clues: ClueImport, take: frozenset[str], conflicts: str) -> Chosen:
    """The same for a script. take: "changed" takes the values of rows that are not ours as well.

    conflicts: "sheet" or "here" settles every conflict so; "" leaves its row out.
    """
    rows = set(default_chosen(clues).rows)
    if "changed" in take:
        rows |= {place_of(match.clue) for match in clues.changed if not match.barred}
    if not conflicts:
        return Chosen(frozenset(rows))
    settled = [match for match in clues.conflict if not match.barred]
    words = {
        (place_of(match.clue), differs.field): conflicts == "sheet"
        for match in settled
        for differs in match.offered
        if differs.outcome is not Outcome.TAKEN
    }
    return Chosen(frozenset(rows | {place_of(match.clue) for match in settled}), frozenset(), words)


def store_clues(office: Office, clues: ClueImport, chosen: Chosen | None = None) -> Batch | None:
    """Store what was chosen of a preview as one batch; None when that is nothing.

    Raises UserError when the case book changed since the preview, or a choice is missing; nothing
    is stored then.
    """
    chosen = chosen or default_chosen(clues)
    matches = [m for m in (*clues.changed, *clues.conflict) if place_of(m.clue) in chosen.rows]
    fresh = [m.clue for m in matches if m.overlaps and place_of(m.clue) in chosen.fresh]
    new = [clue for clue in clues.new if place_of(clue) in chosen.rows] + fresh
    merges = list(_merges(matches, chosen))
    if not new and not merges:
        return None
    with collector_paused(), transaction(office.database) as session:
        known = known_of(session, new, sha256=clues.sha256)
        if any(known.case_of(clue) for clue in new):
            raise STALE
        batch = Batch.new(
            file_name=clues.file_name,
            sha256=clues.sha256,
            clerk=office.clerk,
            kind=clues.kind,
            hand_over_id=clues.imprint.number if clues.imprint else None,
            new_rows=len(new),
            changed_rows=len(merges),
            refused_rows=clues.refused_rows,
            report=report_of(clues, {place_of(m.clue) for m in matches} | set(map(place_of, new))),
        )
        session.add(batch)
        session.flush()
        numbers = store_new(session, office, batch, new, known) if new else []
        if merges:
            merge_rows(office, session, batch, merges)
        remember(session, office, clues.mappings)
        record_many(session, office.clerk, [_act(batch, numbers)])
    return batch


def _merges(matches: Sequence[Match], chosen: Chosen) -> Iterator[Merge]:
    for match in matches:
        if place_of(match.clue) in chosen.fresh and match.overlaps:
            continue
        if match.barred:
            where = f"“{match.clue.sheet}”表第 {match.clue.row} 行：{match.barred}"
            raise UserError("无法采用表中的内容", where)
        taken = [d for d in match.offered if chosen.wins(match, d)]
        lost = [d for d in match.offered if d not in taken]
        yield Merge(match, taken, lost)


def _act(batch: Batch, numbers: Sequence[str]) -> Act:
    parts = [f"新增 {batch.new_rows} 件"]
    if batch.changed_rows:
        parts.append(f"合并 {batch.changed_rows} 件")
    parts.append(f"未导入 {batch.refused_rows} 行")
    details: dict[str, Any] = {"batch": batch.uid, "sha256": batch.sha256}
    if numbers:
        details |= {"first": numbers[0], "last": numbers[-1]}
    summary = f"导入“{batch.file_name}”：{'，'.join(parts)}"
    return Act(EventKind.BATCH, summary, details=details)
