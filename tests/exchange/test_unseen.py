"""Whatever layout an office thinks of: what was planted is found, and nothing else."""

import pytest

from app.exchange.problems import Kind
from app.exchange.reading import read_sheets
from tests.exchange.unseen import unseen

AT_ONCE = 60


@pytest.mark.parametrize("start", range(0, 5 * AT_ONCE, AT_ONCE))
def test_what_was_planted_in_an_unseen_layout_is_found(policy, start):
    for seed in range(start, start + AT_ONCE):
        planted = unseen(seed)
        content = read_sheets(
            b"", "名单.xlsx", policy, opener=lambda *_, p=planted: iter([p.sheet])
        )
        read = {clue.row: clue.values for clue in content.clues}
        told = {row: {f: read.get(row, {}).get(f) for f in v} for row, v in planted.rows.items()}
        assert told == planted.rows, f"seed {seed}: {content.problems[:2]}"
        assert read.keys() == planted.rows.keys(), f"seed {seed}"
        assert planted.passed <= {row.row for row in content.passed_over}, f"seed {seed}"
        kinds = {warning.kind for warning in content.warnings}
        assert kinds <= {Kind.BENEFIT_ASSUMED, Kind.MONTHS_DIFFER}, f"seed {seed}"
