"""Whatever layout an office thinks of: what was planted is found, and nothing else."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from random import Random

import pytest

from app.errors import UserError
from app.exchange.lists import read_list
from app.exchange.problems import Kind
from app.exchange.reading import read_sheets
from app.exchange.sheet_notes import SheetNotes
from app.exchange.workbook import Sheet
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


WORDS = (
    *(
        "姓名",
        "身份证号",
        "险种",
        "原因",
        "起",
        "止",
        "金额",
        "村",
        "合计",
        "石桥村",
        "起始年",
        "（元）",
    ),
    *(
        "",
        " ",
        "张三",
        "430321195003081012",
        "=1+1",
        "同上",
        "*",
        "\x00",
        "\ud800",
        "２０２０．１",
        "至",
    ),
    *("2016.3-", "备注：", ":", "1/1/1", "13/13/2020", "二〇二二年十三月", "万元", "整", "B" * 20),
    *(430321195003081012.0, float("nan"), float("inf"), -1.0, 1e300, True, 0, 202101.0),
    *(date(2020, 1, 1), datetime(9999, 12, 31, 23), time(1), timedelta(1)),  # noqa: DTZ001 - a cell
)
HEAD = ("姓名", "身份证号", "险种", "原因", "起", "止", "金额")


@pytest.mark.parametrize("read", [read_sheets, read_list])
def test_no_cells_whatever_break_the_reading(policy, read):
    for seed in range(120):
        random = Random(seed)  # noqa: S311 - no secrets
        rows = [[random.choice(WORDS) for _ in HEAD] for _ in range(random.randint(0, 9))]
        rows.insert(random.randint(0, len(rows)), random.sample(HEAD, len(HEAD)))
        notes = SheetNotes(frozenset({2}), {(3, 1): "=A1"}, from_1904=random.random() < 0.3)
        sheets = iter([Sheet("石桥", rows, notes)])
        with suppress(UserError):  # there may be no header among them
            read(b"", "名单.xlsx", policy, opener=lambda *_, s=sheets: s)
