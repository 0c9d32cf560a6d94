"""What became of the rows of an import, kept with its batch as plain values."""

from collections.abc import Collection
from typing import Any

from app.exchange.merging import Difference, Match
from app.exchange.problems import Problem
from app.services.exchange import ClueImport

Report = dict[str, Any]


def report_of(clues: ClueImport, taken: Collection[tuple[str, int]]) -> Report:
    """taken: the places of the rows that were stored; empty for a preview."""
    letters = {
        (mapping.sheet, column.field): column.letters
        for mapping in clues.mappings
        for column in mapping.columns
        if column.field
    }
    return {
        "counts": {
            "new": len(clues.new),
            "changed": len(clues.changed),
            "same": len(clues.same),
            "conflict": len(clues.conflict),
            "refused": clues.refused_rows,
            "warnings": len(clues.warnings),
            "passed_over": len(clues.passed_over),
            "absent": len(clues.absent),
        },
        "refused": [_problem(problem) for problem in clues.refused],
        "warnings": [_problem(problem) for problem in clues.warnings],
        "changed": [_match(match, taken, letters) for match in clues.changed],
        "conflict": [_match(match, taken, letters) for match in clues.conflict],
        "absent": [vars(case) for case in clues.absent],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    names = ("sheet", "row", "column", "heading", "value", "advice", "who")
    return {name: getattr(problem, name) for name in names} | {"kind": problem.kind.value}


Letters = dict[tuple[str, str], str]  # of the columns, by sheet and field


def _match(match: Match, taken: Collection[tuple[str, int]], letters: Letters) -> dict[str, Any]:
    clue = match.clue
    return {
        "sheet": clue.sheet,
        "row": clue.row,
        "number": match.number,
        "name": str(clue.values.get("person.name", "")),
        "barred": match.barred,
        "taken": (clue.sheet, clue.row) in taken,
        "fields": [
            _difference(differs) | {"column": letters.get((clue.sheet, differs.field), "")}
            for differs in match.offered
        ],
    }


def _difference(differs: Difference) -> dict[str, str]:
    names = ("field", "title", "sent", "here", "sheet")
    return {name: getattr(differs, name) for name in names} | {"outcome": differs.outcome.value}
