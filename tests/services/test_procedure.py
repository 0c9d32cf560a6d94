"""The procedure of 《通知》二、三 played day by day; the examples stand in procedure.toml."""

from dataclasses import replace
from datetime import date

import pytest

from app.errors import UserError
from app.services import procedure, settings
from app.services.case_file import find_case
from app.services.case_view import case_view
from app.services.summaries import policy_warning
from app.storage.database import transaction
from tests.data.cases import examples
from tests.services.scripts import BEGIN, begun, play, register


@pytest.mark.parametrize("example", examples("procedure.toml"))
def test_a_case_goes_its_way(book, clock, example):
    number = begun(book, clock, example["begin"])
    play(book, clock, number, example["steps"])


def test_every_beginning_and_ending_is_played(policy):
    played = [example.values[0] for example in examples("procedure.toml")]
    assert {example["begin"] for example in played} | {"opinion"} >= set(BEGIN) - {"confirmed"}
    steps = [step for example in played for step in example["steps"]]
    assert {step["ended"] for step in steps if "ended" in step} == set(policy.endings)
    assert len(steps) >= 200
    assert sum("refused" in step for step in steps) >= 80


def taken_back_by(office, number, clerk):
    [act] = [act for act in case_view(office, number).file.acts if act.kind == "kin_told"]
    other = replace(office, clerk=clerk)
    return procedure.take_back(other, number, act.uid, reason="登记有误")


def test_until_it_is_handed_over_only_its_author_takes_a_step_back(book, clock):
    number = begun(book, clock, "confirmed")
    with pytest.raises(UserError, match="这条事项由张三登记，请由本人撤回"):
        taken_back_by(book, number, "李四")
    with transaction(book.database) as session:
        case = find_case(session, number)
        case.revision_handed = case.revision
    undone = taken_back_by(book, number, "李四")
    assert undone.entered_by == "李四"
    both = [act for act in case_view(book, number).file.milestones if act.kind == "kin_told"]
    assert [act.takes_back_id for act in both] == [None, both[0].id]


def test_the_benefit_status_a_clerk_corrected_since_stays(book, clock):
    number = begun(book, clock, "registered")
    play(book, clock, number, BEGIN["confirmed"]["steps"][:2])
    book_says = [{"on": clock.day, "do": "correct", "benefit_status": "ended"}]
    back = [{"on": clock.day, "do": "take_back", "kind": "benefit_stopped", "benefit": "ended"}]
    play(book, clock, number, [*book_says, *back])


def test_what_the_county_set_counts_and_what_the_law_set_does_not(book, clock):
    """T04 and T07 are the county's to set; 告知书 2022-09-15 with 20 days ends on 10-08."""
    number = begun(book, clock, "noticed")
    settings.change_profile(book, term_days={"T04": 20})
    served = {"do": "notice_served", "manner": "direct", "party": "本人"}
    play(book, clock, number, [{"on": date(2022, 9, 15), **served, "due": date(2022, 10, 9)}])
    with pytest.raises(UserError, match="由法律规定，不能另定") as refused:
        settings.change_profile(book, term_days={"T12": 5})
    assert refused.value.field == "term_days"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2027, 2, 18), ""),
        (date(2027, 2, 19), "湘人社规〔2022〕30号将于 2027-08-17 到期"),
        (date(2027, 8, 17), "将于 2027-08-17 到期"),
        (date(2027, 8, 18), "已于 2027-08-17 到期"),
    ],
)
def test_the_notice_warns_before_it_expires_and_says_so_after(book, clock, day, said):
    clock.day = day
    assert said in policy_warning(book)
    assert bool(policy_warning(book)) == bool(said)
    play(book, clock, register(book), [{"on": day, "state": "clue", "next": "verify"}])
