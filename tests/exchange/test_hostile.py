"""Files made to do harm: each gets a sentence, nothing breaks, nothing is stored."""

import time

import pytest

from app.errors import UserError
from app.exchange import limits, worker
from app.exchange.reading import read_sheets
from app.exchange.workbook import Sheet
from app.exchange.worker import Refusal, answers, sheets_apart
from app.services.exchange import read_clues
from tests.exchange.books import WORKBOOKS
from tests.exchange.hostile import FILES, GOOD

COUNTY = WORKBOOKS / "county_clean.xlsx"


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_gets_a_sentence_and_breaks_nothing(name, policy):
    make, word = FILES[name]
    content = make()
    told = list(answers(content, "名单.xlsx"))
    refusals = [answer for answer in told if isinstance(answer, Refusal)]
    assert all("“名单.xlsx”" in r.advice or "表" in r.advice for r in refusals)
    assert all(refusal.advice.endswith("。") for refusal in refusals)
    if word is not None:
        assert word in refusals[-1].advice
    sheets = [answer for answer in told if isinstance(answer, Sheet)]
    try:  # what is in the cells still has to make sense as a list of people, or none
        clues = read_sheets(b"", "名单.xlsx", policy, opener=lambda *_: iter(sheets)).clues
    except UserError:
        clues = ()
    assert {clue.values["person.name"] for clue in clues} <= {"张三", "李四", "何生国"}


def test_there_are_enough_hostile_files():
    assert len(FILES) >= 30


def test_the_file_they_are_made_of_is_good(policy):
    assert len(read_sheets(GOOD, "名单.xlsx", policy).clues) == 2


def test_a_process_of_its_own_reads_the_same():
    content = COUNTY.read_bytes()
    [sheet, end] = answers(content, COUNTY.name)
    assert end is None
    assert list(sheets_apart(content, COUNTY.name)) == [sheet]


def _takes_too_much(_content, _name):
    yield Sheet("甲", [["a" * 2**29, "b" * 2**30]])


def _never_ends(_content, _name):
    while True:
        time.sleep(1)
    yield Sheet("甲", [])


def _crashes(_content, _name):
    import os

    os.abort()
    yield Sheet("甲", [])


@pytest.mark.parametrize(
    ("doing", "word"),
    [(_takes_too_much, "结构异常"), (_crashes, "结构异常"), (_never_ends, "一分钟")],
)
def test_a_process_that_goes_wrong_harms_nobody(monkeypatch, doing, word):
    if doing is _never_ends:
        monkeypatch.setattr(worker, "MOST_SECONDS", 1)
    started = time.monotonic()
    with pytest.raises(UserError, match=word):
        list(sheets_apart(GOOD, "名单.xlsx", opened=doing))
    assert time.monotonic() - started < limits.MOST_SECONDS


def test_a_clerk_who_gives_up_leaves_no_process_behind(office):
    class GaveUpError(Exception):
        pass

    def give_up():
        raise GaveUpError

    import multiprocessing

    with pytest.raises(GaveUpError):
        read_clues(office, COUNTY, go_on=give_up)
    assert multiprocessing.active_children() == []


def test_what_a_hostile_file_is_told_in_the_window_is_told_by_the_service(office, tmp_path):
    path = tmp_path / "名单.xlsx"
    path.write_bytes(FILES["macros"][0]())
    with pytest.raises(UserError, match="宏"):
        read_clues(office, path)
