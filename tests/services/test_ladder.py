"""程序进度 and 办理事项 of one case never disagree: both ask the guards of procedure.toml."""

import pytest

from app.methods.offers import ACTS
from app.services.case_view import case_view
from tests.data.cases import examples
from tests.services.scripts import begun, play


def channel(view, code):
    return next(c for offer in view.offers for c in offer.channels if c.channel == code)


def agree(view):
    acts = {opening.code: opening for opening in view.openings}
    for rung in view.rungs:
        act = acts[ACTS[rung.code]]
        assert rung.is_done == (act.code in view.marks), rung
        assert rung.is_open == (act.is_open and not rung.is_done), rung
        if not rung.is_open and not rung.is_done:
            assert rung.findings == act.findings
    for code, act in (("court", "court_applied"), ("lawsuit", "lawsuit_filed")):
        can_come_in = channel(view, code).is_open
        assert not can_come_in or acts[act].is_open or act in view.marks, code


@pytest.mark.parametrize("example", examples("procedure.toml"))
def test_after_every_step_the_rungs_stand_as_their_acts_do(book, clock, example):
    number = begun(book, clock, example["begin"])
    for step in example["steps"]:
        play(book, clock, number, [step])
        agree(case_view(book, number))


@pytest.mark.parametrize("example", examples("ladder.toml"))
def test_a_rung_opens_and_closes_with_its_guard(book, clock, example):
    number = begun(book, clock, example["begin"])
    play(book, clock, number, example["steps"])
    view = case_view(book, number)
    agree(view)
    rungs = {rung.code: rung for rung in view.rungs}
    assert {code: rungs[code].is_open for code in example["open"]} == example["open"]
    if "lawsuit" in example:
        assert channel(view, "lawsuit").is_open == example["lawsuit"]
