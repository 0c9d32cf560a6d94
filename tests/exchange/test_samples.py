"""The workbooks offices really send, each with what must come out of it."""

import json

import pytest

from app.exchange.problems import Kind
from app.exchange.reading import read_sheets
from app.rules.vocabulary import label
from tests.exchange.books import WORKBOOKS

SAMPLES = sorted(path.name for path in WORKBOOKS.glob("*.expected.json"))


@pytest.fixture(params=SAMPLES)
def sample(request, policy):
    expected = json.loads((WORKBOOKS / request.param).read_text(encoding="utf-8"))
    name = request.param.removesuffix(".expected.json")
    return expected, read_sheets((WORKBOOKS / name).read_bytes(), name, policy)


def row(clue, policy):
    values = clue.values
    return {
        "name": values["person.name"],
        "id_number": values["person.id_number"],
        "insurance": label(policy.insurances, values["case.insurance"]),
        "reason": policy.reasons[values["case.reason"]].brief,
        "start": values["period.first_month"],
        "end": values["period.last_month"],
        "amount_fen": values["case.claimed_fen"],
        "village": values["case.village"],
    }


def test_every_good_row_is_read_exactly(sample, policy):
    expected, content = sample
    read = [row(clue, policy) for clue in content.clues if not clue.held]
    assert read == expected["rows"]
    assert len(read) == expected["count"]
    assert sum(row["amount_fen"] for row in read) == expected["total_fen"]


def test_every_bad_row_is_named_with_its_kind(sample):
    expected, content = sample
    held = [problem for clue in content.clues for problem in clue.held]
    found = {(p.sheet, p.row, p.kind) for p in [*content.problems, *held]}
    assert found == {(p["sheet"], p["row"], p["kind"]) for p in expected["problems"]}


def test_titles_totals_and_notes_are_passed_over(sample):
    """An expected place without a sheet is a row of the only sheet."""
    expected, content = sample
    only = content.mappings[0].sheet
    skipped = [p if isinstance(p, dict) else {"sheet": only, "row": p} for p in expected["skipped"]]
    assert [(row.sheet, row.row) for row in content.passed_over] == [
        (place["sheet"], place["row"]) for place in skipped
    ]


def test_no_sample_gives_needless_warnings(sample):
    assert [w for w in sample[1].warnings if w.kind != Kind.HIDDEN_ROW] == []


def test_the_hidden_row_of_the_old_workbook_is_read_and_said(policy):
    content = read_sheets((WORKBOOKS / "county_old.xls").read_bytes(), "county_old.xls", policy)
    assert [(w.kind, w.row) for w in content.warnings] == [(Kind.HIDDEN_ROW, 8)]
    assert 8 in [clue.row for clue in content.clues]
