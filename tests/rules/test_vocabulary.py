from itertools import chain

import pytest

from app.models.terms import CaseState
from app.rules.vocabulary import find_word
from tests.data.cases import examples


@pytest.mark.parametrize("example", examples("vocabulary.toml", "dated_name"))
def test_a_department_bears_the_name_of_the_day(policy, example):
    department = policy.departments[example["department"]]
    assert department.label_on(example["on"]) == example["expected"]


def test_the_label_is_the_name_of_today_and_old_names_are_still_understood(policy):
    for code, department in policy.departments.items():
        for name in department.names:
            assert find_word(policy.departments, name.label) == code
        if department.names:
            assert department.names[-1].label == department.label


@pytest.mark.parametrize("example", examples("vocabulary.toml", "validity"))
def test_a_category_is_believed_until_its_day(policy, example):
    category = policy.categories[example["category"]]
    last_day = category.valid_through(example["certified_on"], example.get("printed"))
    assert last_day == example.get("expected")


@pytest.mark.parametrize("example", examples("vocabulary.toml", "spelling"))
def test_words_are_known_by_what_offices_write(policy, example):
    assert find_word(getattr(policy, example["table"]), example["text"]) == example["expected"]


@pytest.mark.parametrize("example", examples("vocabulary.toml", "insurance"))
def test_each_insurance_has_its_benefits(policy, example):
    benefits = policy.benefits_of(example["insurance"]).values()
    assert [b.label for b in benefits if not b.one_off] == example["periodic"]
    assert [b.label for b in benefits if b.one_off] == example["one_off"]


def test_there_are_five_insurances(policy):
    told = {
        parameter.values[0]["insurance"] for parameter in examples("vocabulary.toml", "insurance")
    }
    assert set(policy.insurances) == told
    assert len(told) == 5


def test_each_national_reason_is_here_and_stands_in_a_group(policy):
    assert {r.code for r in policy.reasons.values()} == {
        "",
        "R99",
        *(f"R{n:02}" for n in range(1, 19)),
    }
    assert {r.group for r in policy.reasons.values()} == set(policy.reason_groups)


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("R01", "死亡类"),
        ("R05", "服刑类"),
        ("R12", "重复领取类"),
        ("R15", "失格类"),
        ("R16", "欺诈类"),
        ("R17", "差错类"),
        ("R99", "其他"),
    ],
)
def test_a_reason_is_counted_under_its_group(policy, code, group):
    reason = next(r for r in policy.reasons.values() if r.code == code)
    assert policy.reason_groups[reason.group].label == group


def test_the_eight_and_the_four_categories_are_here(policy):
    by_group = {group: [] for group in ("hardship", "special", "general")}
    for category in policy.categories.values():
        by_group[category.group].append(category.code)
    assert by_group["hardship"] == [f"K{n}" for n in range(1, 9)]
    assert by_group["special"] == [f"T{n}" for n in range(1, 5)]
    assert by_group["general"] == ["X"]


def test_each_paper_a_category_asks_for_says_what_it_proves(policy):
    for category in policy.categories.values():
        for document in category.documents:
            assert policy.proofs[document].proves.endswith("。")
        assert set(chain(*category.needs)) <= set(category.documents)
    asked_for = set(chain(*(c.documents for c in policy.categories.values())))
    assert set(policy.proofs) == asked_for


def test_a_prisoner_needs_the_sentence_and_the_proof_that_nothing_can_be_paid(policy):
    sentence, means = policy.categories["prisoner"].needs
    assert "刑事判决书" in sentence
    assert means == ("无偿还能力证明",)


def test_each_approach_that_brings_money_can_be_told_on_a_receipt(policy):
    assert list(policy.approaches) == [f"M{n:02}" for n in range(1, 24)]
    assert [code for code, a in policy.approaches.items() if not a.brings_money] == ["M21"]
    used = set(chain(*(a.channels for a in policy.approaches.values())))
    assert set(policy.channels) - used == {"other"}


def test_each_channel_says_where_its_money_comes_from(policy):
    assert {channel.funding for channel in policy.channels.values()} == (
        set(policy.funding_sources) - {"civil_aid", "unit"}  # chosen by the clerk, never by itself
    )


def test_stored_channels_and_relations_keep_their_codes(policy):
    assert list(policy.relations)[:9] == (
        ["self", "spouse", "child", "parent", "kin", "guardian", "heir", "employer", "village"]
    )
    kept = "lump instalments monthly_offset other_insurance_offset personal_account funeral_offset"
    kept += " government_aid charity card_return bank_transfer court lawsuit heir other"
    assert set(kept.split()) <= set(policy.channels)


def test_an_in_law_is_no_near_kin_and_a_brother_is(policy):
    near = {code for code, relation in policy.relations.items() if relation.near_kin}
    assert {"spouse", "son", "mother", "grandchild", "sibling"} <= near
    assert not near & {"self", "daughter_in_law", "son_in_law", "guardian", "donor", "relative"}


def test_endings_that_leave_money_unpaid_need_the_countys_paper(policy):
    by_code = {ending.code: ending for ending in policy.endings.values()}
    assert list(by_code) == [f"C{n}" for n in range(1, 12)]
    for code, ending in by_code.items():
        unpaid = not {CaseState.RECOVERED, CaseState.DISMISSED} & set(ending.states)
        assert ending.needs_county_paper == unpaid, code
    assert [code for code, e in by_code.items() if e.needs_county_paper] == ["C7", "C10", "C11"]
    assert by_code["C9"].states == (CaseState.DISMISSED,)


@pytest.mark.parametrize(
    ("manner", "ground"),
    [
        ("direct", "《民事诉讼法》第88条"),
        ("left", "《民事诉讼法》第89条"),
        ("electronic", "《民事诉讼法》第90条"),
        ("post", "《民事诉讼法》第91条"),
        ("prison", "《民事诉讼法》第93条、第94条"),
        ("announcement", "《民事诉讼法》第95条"),
    ],
)
def test_a_manner_of_delivery_names_its_article(policy, manner, ground):
    assert str(policy.ground(policy.delivery_manners[manner])) == ground


def test_each_manner_of_delivery_asks_for_its_proof(policy):
    """民诉法89: a witness, or photos or video; 90: consent; 91: the slip of the post."""
    manners = policy.delivery_manners
    either = {code: manner.requires_any for code, manner in manners.items() if manner.requires_any}
    assert either == {"left": ("witness", "proof")}
    needed = {code: manner.requires for code, manner in manners.items() if manner.requires}
    assert needed == {"left": ("refusal",), "electronic": ("proof",), "post": ("proof",)}


@pytest.mark.parametrize(
    ("relation", "standing", "may"),
    [
        ("daughter", "adult", True),
        ("daughter_in_law", "adult", True),
        ("household_adult", "adult", True),
        ("village_official", "adult", False),
        ("employer", "adult", False),
        ("mother", "minor", True),
        ("sibling", "minor", False),
        ("heir", "deceased", True),
        ("son", "deceased", True),
        ("daughter_in_law", "deceased", False),
        ("guardian", "deceased", False),
    ],
)
def test_who_may_sign_for_the_person(policy, relation, standing, may):
    assert policy.relations[relation].may_receive(standing) is may


def test_each_finer_source_belongs_to_one_of_the_sources(policy):
    assert {subtype.of for subtype in policy.subtypes.values()} == (
        {"data_match", "visit", "self_report"}
    )
    assert policy.subtypes["household"].label == "公安户籍注销"
