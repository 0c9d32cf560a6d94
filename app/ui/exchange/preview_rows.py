"""What an import would do, row by row, as the clerk reads it before anything is stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from app.models.month import Month
from app.rules.identity import masked
from app.rules.policy import Policy
from app.rules.vocabulary import label
from app.services.exchange import ClueImport
from app.ui.widgets.texts import yuan

CHECKSUM = "id_checksum"


class RowKind(Enum):
    """The words of the column 结果, in the order of the filter."""

    NEW = "新增"
    SAME = "已有"
    CHANGED = "有变化"
    CONFLICT = "有冲突"
    REFUSED = "未通过"
    ABSENT = "表中缺少"
    WARNING = "提示"


@dataclass(frozen=True)
class PreviewRow:
    """detail: what is taken, or why not; about: the same without the differences."""

    kind: RowKind
    sheet: str
    row: int
    column: str
    name: str
    detail: str
    about: str = ""

    @property
    def place(self) -> tuple[str, int]:
        return self.sheet, self.row


def preview_rows(clues: ClueImport, policy: Policy) -> list[PreviewRow]:
    """Every row of the file that says anything, problems first: they need the clerk."""
    return [*_problems(clues), *_matches(clues), *_absent(clues), *_new(clues, policy)]


def held_for_checksum(clues: ClueImport) -> int:
    """How many rows wait for the clerk's word on a wrong check digit."""
    return sum(problem.kind == CHECKSUM for problem in clues.refused)


def _problems(clues: ClueImport) -> Iterator[PreviewRow]:
    kinds = ((RowKind.REFUSED, clues.refused), (RowKind.WARNING, clues.warnings))
    for kind, problems in kinds:
        for problem in problems:
            detail = f"“{problem.heading}”：{problem.advice}"
            yield PreviewRow(kind, problem.sheet, problem.row, problem.column, "", detail)


def _matches(clues: ClueImport) -> Iterator[PreviewRow]:
    kinds = (
        (RowKind.CONFLICT, clues.conflict),
        (RowKind.CHANGED, clues.changed),
        (RowKind.SAME, clues.same),
    )
    for kind, matches in kinds:
        for match in matches:
            told = [f"{d.title}：{d.here or '空'} → {d.sheet or '空'}" for d in match.offered]
            number = f"个案 {match.number}" if match.number else "已登记的当事人"
            if match.overlaps:
                number += " 已有相同月份，请核对是否同一件"
            barred = [match.barred] if match.barred and not match.overlaps else []
            about, detail = "；".join([number, *barred]), "；".join([number, *told, *barred])
            name = str(match.clue.values.get("person.name", ""))
            yield PreviewRow(kind, match.clue.sheet, match.clue.row, "", name, detail, about)


def _absent(clues: ClueImport) -> Iterator[PreviewRow]:
    for case in clues.absent:
        detail = f"个案 {case.number} 交出时有，返回的表中没有；个案不会因此删除，请核对"
        yield PreviewRow(RowKind.ABSENT, "", 0, "", case.name, detail)


def _new(clues: ClueImport, policy: Policy) -> Iterator[PreviewRow]:
    for clue in clues.new:
        values = clue.values
        parts = [
            masked(str(values.get("person.id_number") or "")),
            label(policy.insurances, values.get("case.insurance") or ""),
            _months(values.get("period.first_month"), values.get("period.last_month")),
            yuan(values["period.amount_fen"]) if values.get("period.amount_fen") else "",
            str(values.get("case.village") or ""),
        ]
        if (clue.sheet, clue.row) in clues.known_people:
            parts.append("（当事人已在册，归到同一人名下）")
        detail = "　".join(part for part in parts if part)
        name = str(values.get("person.name", ""))
        yield PreviewRow(RowKind.NEW, clue.sheet, clue.row, "", name, detail)


def _months(first: Month | None, last: Month | None) -> str:
    return f"{first} 至 {last}" if first and last else ""
