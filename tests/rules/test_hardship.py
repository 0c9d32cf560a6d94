import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import Evidence
from app.rules.hardship import proven, valid_through
from app.rules.materials import MaterialState, materials_of
from tests.data.cases import examples

PERSON = "430321195003081012"
LATE = date(2026, 12, 31)


def paper(category, document, department, issued_on, more):
    return Evidence.new(
        case_id=1,
        category=category,
        document=document,
        department=department,
        issued_on=issued_on,
        valid_until=more.get("until"),
        document_number=more.get("number", ""),
        whose=more.get("whose", "self"),
        holder_name=more.get("holder", ""),
        holder_id_number=more.get("holder_id", ""),
        verified_on=None if more.get("unverified") else max(issued_on, date(2026, 11, 1)),
    )


def papers(example):
    category = example.get("other", example["category"])
    return [paper(category, *each) for each in example["papers"]]


def judged(policy, example):
    on = example["on"]
    return proven(policy, example["category"], papers(example), on, person_id=PERSON)


def says(policy, condition, finding):
    text = re.escape(policy.conditions[condition].text)
    return re.fullmatch(re.sub(r"\\\{\w+\\\}", ".*", text), finding.text)


@pytest.mark.parametrize("example", examples("hardship.toml"))
def test_a_category_is_proven_as_worked_by_hand(policy, example):
    found, expected = judged(policy, example), example["expected"]
    assert found.is_proven == expected["proven"]
    assert [group[0].paper for group in found.missing] == expected["missing"]
    assert len(found.warnings) == len(expected["says"])
    for condition, finding in zip(expected["says"], found.warnings, strict=True):
        assert says(policy, condition, finding), finding.text
        assert finding.ground.article
    if found.is_proven:
        assert found.until == expected.get("until")


@pytest.mark.parametrize("example", examples("hardship.toml", "materials"))
def test_the_list_of_materials_says_what_is_there_and_what_lacks(policy, example):
    on, known = example["on"], {"person_id": PERSON}
    lines = materials_of(policy, example["category"], papers(example), on, **known)
    told = [(m.group, m.paper, str(m.state), m.until or "", m.is_needed) for m in lines]
    assert told == [tuple(line) for line in example["expected"]]
    for line in lines:
        assert line.proves.endswith("。")
        assert line.department
        assert line.category_label == policy.categories[example["category"]].label
        assert line.ground.article


def test_every_state_of_a_material_has_its_word():
    labels = [state.label for state in MaterialState]
    assert labels == ["已有", "即将到期", "已过期", "缺少"]


def test_every_category_can_be_proven_by_the_papers_the_book_names(policy):
    """No group asks for a paper that none of the departments entitled may give."""
    for code, category in policy.categories.items():
        if not category.documents:
            continue
        lines = materials_of(policy, code, [], LATE, person_id=PERSON)
        given_by = {line.paper: line.department for line in lines}
        assert all(given_by.values()), code
        assert {line.paper for line in lines} == set(category.documents)


days = st.dates(date(2022, 1, 1), LATE)
pieces = st.builds(
    lambda code, issued, until, verified, at: (code, issued, until, verified, at),
    st.sampled_from(["subsistence", "prisoner", "released", "dead_dependant", "rural"]),
    days,
    st.one_of(st.none(), st.integers(0, 900)),
    st.booleans(),
    st.integers(0, 5),
)


def built(policy, drawn):
    code, issued, until, verified, at = drawn
    code = "unstable_household" if code == "rural" else code
    category = policy.categories[code]
    document = category.documents[at % len(category.documents)]
    entitled = policy.proofs[document].departments or category.departments
    end = issued + timedelta(until) if until is not None else None
    more = {"until": end, "unverified": not verified}
    return paper(code, document, entitled[0], issued, more)


@given(st.lists(pieces, max_size=6), days)
def test_what_is_proven_lacks_nothing_and_stays_proven_to_its_last_day(policy, drawn, on):
    evidence = [built(policy, one) for one in drawn]
    for code in {piece.category for piece in evidence}:
        found = proven(policy, code, evidence, on, person_id=None)
        lines = materials_of(policy, code, evidence, on, person_id=None)
        assert found.is_proven == (not any(line.is_needed for line in lines))
        for piece in found.valid:
            assert piece.issued_on <= on <= (valid_through(policy, piece) or on)
            assert piece.verified_on is not None
        if found.is_proven and found.until:
            assert on <= found.until
            for day, still in ((found.until, True), (found.until + timedelta(1), False)):
                alone = proven(policy, code, found.valid, day, person_id=None)
                assert alone.is_proven == still


@given(st.lists(pieces, max_size=5), pieces, days)
def test_one_paper_more_never_takes_a_proof_away(policy, drawn, more, on):
    evidence = [built(policy, one) for one in drawn]
    for code in {piece.category for piece in evidence}:
        before = proven(policy, code, evidence, on, person_id=None)
        after = proven(policy, code, [*evidence, built(policy, more)], on, person_id=None)
        assert after.is_proven >= before.is_proven
