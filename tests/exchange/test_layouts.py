"""Columns the clerk puts right by hand, and the next workbook of that shape."""

import pytest
from sqlmodel import select

from app.errors import UserError
from app.models import Layout
from app.services.batches import store_clues
from app.services.exchange import new_rows, read_clues
from app.services.layouts import choices_of
from app.storage.database import reading
from tests.exchange.books import LI, ZHANG, cells, write_book

STRANGE = {"姓名": "领款的人", "多领金额": "数"}
HEADINGS = (
    *("姓名", "身份证号", "险种", "待遇类别", "多领原因", "多领开始时间", "多领终止时间"),
    "多领金额",
)


def strange_book(path, *rows):
    head, *below = cells(*rows, headings=HEADINGS)
    return write_book(path, {"石桥村": [[STRANGE.get(h, h) for h in head], *below]})


@pytest.fixture
def book(tmp_path):
    return strange_book(tmp_path / "一.xlsx", ZHANG)


def test_a_column_nobody_knows_is_named_by_hand(office, book):
    (problem,) = read_clues(office, book).refused
    assert problem.kind == "heading_missing"
    assert "“列的对应”" in problem.message
    assert "--map C=姓名" in problem.message
    choices = choices_of(office, by_hand={"领款的人": "姓名", "H": "多领金额"})
    [row] = new_rows(office, read_clues(office, book, choices=choices))
    assert (row["name"], row["amount_fen"]) == ("张三", 113_000)


def test_what_was_said_is_remembered_for_the_next_workbook_of_the_shape(office, book, tmp_path):
    choices = choices_of(office, by_hand={"A": "姓名", "H": "多领金额"})
    store_clues(office, read_clues(office, book, choices=choices))
    later = read_clues(office, strange_book(tmp_path / "二.xlsx", LI, ZHANG))
    assert (len(later.new), len(later.same)) == (1, 1)
    assert later.mappings[0].columns[0].certainty.label == "手工指定"


def test_a_preview_remembers_nothing(office, book):
    read_clues(office, book, choices=choices_of(office, by_hand={"A": "姓名", "H": "多领金额"}))
    with reading(office.database) as session:
        assert session.exec(select(Layout)).all() == []


def test_what_is_chosen_now_counts_before_what_is_remembered(office, book):
    choices = choices_of(office, by_hand={"A": "姓名", "H": "多领金额"})
    clues = read_clues(office, book, choices=choices)
    store_clues(office, clues)
    shape = clues.mappings[0].shape
    other = choices_of(office, by_shape={shape: {"A": "", "H": "case.claimed_fen"}})
    kinds = {p.kind for p in read_clues(office, book, choices=other).refused}
    assert "heading_missing" in kinds


def test_only_the_sheets_chosen_are_read(office, tmp_path):
    path = write_book(tmp_path / "表.xlsx", {"甲": cells(ZHANG), "乙": cells(LI)})
    clues = read_clues(office, path, choices=choices_of(office, sheets=["乙"]))
    assert [clue.sheet for clue in clues.new] == ["乙"]
    with pytest.raises(UserError, match="“丙”"):
        read_clues(office, path, choices=choices_of(office, sheets=["丙"]))


def test_a_title_that_is_none_is_named(office):
    with pytest.raises(UserError, match="没有“领款的人”这一栏"):
        choices_of(office, by_hand={"A": "领款的人"})


def test_a_workbook_without_a_known_header_says_how_to_name_its_columns(office, clue_file):
    strange = {"姓名": "甲甲", "身份证号": "乙乙"}
    headings = tuple(strange.get(heading, heading) for heading in HEADINGS)
    row = {strange.get(heading, heading): value for heading, value in ZHANG.items()}
    path = clue_file(row, headings=headings)
    with pytest.raises(UserError, match="--map C=姓名"):
        read_clues(office, path)
    choices = choices_of(office, by_hand={"A": "姓名", "B": "公民身份号码"})
    assert len(read_clues(office, path, choices=choices).new) == 1
