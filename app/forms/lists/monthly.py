"""月报 on paper: the roll-forward by insurance, reason, category and method; what was done."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from app.forms.blocks import Look, Paragraph, Table, TableRow
from app.forms.cells import heading
from app.forms.document import Document
from app.forms.lists.parts import (
    ListHead,
    Value,
    columns_of,
    empty_row,
    note,
    printed_list,
    row,
    sum_row,
)
from app.forms.wording import Values, official_text
from app.money import yuan_text
from app.rules.monthly import Line, MonthlyLine, MonthlyReport

BESIDE = 3  # counts in one row
NAMES = 4  # of a line, before its figures


def compose(head: ListHead, report: MonthlyReport) -> Document:
    """月报: the balance with a sum per insurance, its notes, then what else is counted."""
    text = official_text("lists/monthly")
    first, last = report.span.first, report.span.last
    span: Values = {
        "first_year": first.year,
        "first_month": first.month,
        "first_day": first.day,
        "last_year": last.year,
        "last_month": last.month,
        "last_day": last.day,
    }
    balance = Table(columns_of(text["columns"]), tuple(_balance(text, report)))
    counts = Table(columns_of(text["counts"] * BESIDE), tuple(_counts(text, report)))
    notes = (note((words,)) for words in _notes(text, report))
    done = replace(heading(text["counts_title"]), lines_before=0.5)
    gap = Paragraph((), Look.NOTE)
    return printed_list("list-monthly", text, head, span, balance, *notes, done, gap, counts)


def _balance(text: dict[str, Any], report: MonthlyReport) -> Iterator[TableRow]:
    specs = text["columns"]
    if not report.lines:
        yield empty_row(specs, text["nothing"])
    sums = {each.insurance: each for each in report.sums}
    for insurance, lines in groupby(report.lines, key=lambda each: each.insurance):
        yield from (_line(text, each) for each in lines)
        label = text["sum"].format(insurance=insurance)
        yield sum_row(specs, label, _figures(specs, sums[insurance].line))
    yield sum_row(specs, text["total"], _figures(specs, report.total))


def _line(text: dict[str, Any], line: MonthlyLine) -> TableRow:
    names = (line.insurance, line.reason, line.category, line.method or text["undecided"])
    figures = _figures(text["columns"], line.line)[NAMES:]
    return row(text["columns"], (*names, *(value or None for value in figures)))  # 0 stays empty


def _figures(specs: list[dict[str, Any]], line: Line) -> list[Value]:
    return [getattr(line, spec["field"]) if "field" in spec else None for spec in specs]


def _notes(text: dict[str, Any], report: MonthlyReport) -> Iterator[str]:
    total, late = report.total, report.backdated
    if total.difference_fen or total.difference_cases:
        difference = yuan_text(total.difference_fen)
        yield text["wrong"].format(difference=difference, cases=total.difference_cases)
    else:
        yield text["right"]
    yield text["by_day"]
    if late.entries:
        yield text["backdated"].format(entries=late.entries, money=yuan_text(late.money_fen))


def _counts(text: dict[str, Any], report: MonthlyReport) -> Iterator[TableRow]:
    """Several counts side by side, to be read downwards."""
    specs = text["counts"]
    overdue = text["not_kept"] if report.overdue is None else report.overdue
    told: list[tuple[Value, ...]] = [(c.label, c.in_month, c.so_far) for c in report.counts]
    told.append((text["overdue"], overdue, ""))
    high = -(-len(told) // BESIDE)
    told += [("", "", "")] * (high * BESIDE - len(told))
    for at in range(high):
        yield row(specs * BESIDE, [value for each in told[at::high] for value in each])
