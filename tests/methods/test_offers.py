import json
import re
from dataclasses import replace
from datetime import date

import pytest

from app.methods import METHODS
from app.methods.offers import fallbacks, ladder, offers
from app.models.terms import CaseState, MethodCode
from app.money import fen_from_yuan
from app.rules.procedure.marks import Mark
from tests.data.cases import examples
from tests.methods.offering import ORDINARY, facts


def offered(policy, entered, method):
    found = offers(facts(entered), policy, METHODS)
    return next(offer for offer in found if offer.method == method)


def saying(policy, key, findings):
    """The finding that gives a sentence of the book, whatever its blanks hold."""
    text = re.escape(policy.conditions[key].text)
    pattern = re.sub(r"\\\{\w+\\\}", ".+", text)
    found = [finding for finding in findings if re.fullmatch(pattern, finding.text)]
    assert found, f"{key} is not among {[finding.text for finding in findings]}"
    return found[0]


@pytest.mark.parametrize("example", examples("offers.toml"))
def test_each_method_is_judged_as_worked_by_hand(policy, example):
    offer, expected = offered(policy, example["facts"], example["method"]), example["expected"]
    said = saying(policy, expected["says"], offer.findings)
    assert (offer.is_open, offer.recommended) == (expected["open"], expected["recommended"])
    assert said.ground.article == expected["ground"]
    assert expected.get("words", "") in said.text
    if "missing" in expected:
        assert len(offer.missing) == len(expected["missing"])
        for key in expected["missing"]:
            saying(policy, key, offer.missing)
    if "least" in expected:
        assert offer.least_monthly_fen == fen_from_yuan(expected["least"])
    assert any(paper.startswith(expected.get("paper", "")) for paper in offer.papers)


@pytest.mark.parametrize("example", examples("offers.toml", "channel"))
def test_each_channel_says_what_it_can_give(policy, example):
    method, code = example["place"]
    channels = offered(policy, example["facts"], method).channels
    channel, expected = next(c for c in channels if c.channel == code), example["expected"]
    available = fen_from_yuan(expected["available"]) if "available" in expected else None
    assert (channel.is_open, channel.available_fen) == (expected["open"], available)
    assert channel.label == policy.channels[code].label
    saying(policy, expected["says"], channel.findings)


@pytest.mark.parametrize("example", examples("offers.toml", "rung"))
def test_no_rung_opens_without_proof_of_the_one_before(policy, example):
    known, expected = facts(example.get("facts", {})), example["expected"]
    marks = {name: Mark(*days) for name, days in example["marks"].items()}
    rungs = ladder(known, policy, state=CaseState(example["state"]), marks=marks)
    rung = next(rung for rung in rungs if rung.code == example["rung"])
    said = [finding for finding in rung.findings if expected["says"] in finding.text]
    assert said, rung.findings
    assert (rung.is_open, rung.is_done) == (expected["open"], expected.get("done", False))
    assert (rung.done_on, rung.opens_on) == (expected.get("done_on"), expected.get("opens_on"))
    assert said[0].ground.article == expected.get("ground", said[0].ground.article)


@pytest.mark.parametrize("example", examples("offers.toml", "ranking"))
def test_if_not_this_way_then_that(policy, example):
    found = offers(facts(example["facts"]), policy, METHODS)
    assert list(fallbacks(found)) == example["expected"]


def test_a_channel_no_method_names_is_open_on_demand(policy):
    order = policy.methods["order"]
    without = order.model_copy(update={"channels": ()})
    book = policy.model_copy(update={"methods": {**policy.methods, "order": without}})
    channels = {c.channel: c for c in offered(book, {}, MethodCode.ORDER).channels}
    assert channels["other"].is_open
    assert channels["other"].available_fen is None


def test_every_channel_stands_under_a_method(policy):
    found = offers(ORDINARY, policy, METHODS)
    assert {c.channel for offer in found for c in offer.channels} == set(policy.channels)


def test_the_ladder_has_every_rung_of_the_book_in_its_order(policy):
    rungs = ladder(ORDINARY, policy, state=CaseState.NOTICED, marks={})
    assert [rung.code for rung in rungs] == list(policy.rungs)
    assert all(rung.papers and rung.label for rung in rungs)


def test_the_facts_are_kept_with_a_decision_as_plain_values():
    entered = {"heirs": [["王𬀩", False]], "proofs": [["prisoner", "court", date(2023, 1, 1)]]}
    kept = json.loads(json.dumps(facts(entered).as_json()))
    assert kept["on"] == "2022-10-20"
    assert kept["heirs"] == [{"name": "王𬀩", "renounced": False, "received_fen": None}]
    assert kept["proofs"][0]["valid_until"] == "2023-01-01"
    assert kept["person_status"] == "alive"


def test_nothing_writes_the_debt_off(policy):
    """应追尽追: neither a method nor a channel nor a step is a waiver, and aid pays in full."""
    poor = {"categories": ["subsistence"], "proofs": [["subsistence", "civil_affairs"]]}
    no_means = {"benefit": "0.00", "can_repay": False, "assistance_decided": "granted"}
    known = facts(poor | no_means)
    found = offers(known, policy, METHODS)
    words = [policy.conditions[key].text for key in policy.conditions]
    words += [
        word.label
        for table in (policy.methods, policy.channels, policy.rungs)
        for word in table.values()
    ]
    assert not [text for text in words if re.search("减免|免除|豁免|核销|免予", text)]
    assert "足额退还尚欠的 12,890.00 元" in "".join(f.text for f in found[2].findings)
    assert [o.is_open for o in offers(replace(known, left_fen=1), policy, METHODS)] == [
        o.is_open for o in found
    ]
