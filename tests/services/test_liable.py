from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.models.terms import EventKind, LiableRole, PersonStatus
from app.services import cases
from app.services.case_file import open_file
from app.services.case_view import case_view
from app.services.liabilities import liabilities_of, shares_finding
from app.services.liable import remove_liable, renounce, set_liable
from app.services.sources import sources_of
from app.storage.database import reading
from tests.conftest import TODAY
from tests.services.acts import receive

DIED = date(2019, 11, 23)
HEIR = {"role": LiableRole.HEIR, "name": "付小𬀩", "relation": "child"}


@pytest.fixture
def died(office, confirmed):
    """A case over 300.00 of a dead person whose estate is worth 250.00."""
    number = confirmed(amount_fen=30_000, estate_fen=25_000)
    cases.correct(office, number, status=PersonStatus.DECEASED, status_on=DIED)
    return number


def file_of(office, number):
    with reading(office.database) as session:
        return open_file(session, number)


def lines(office, number, policy):
    return liabilities_of(policy, file_of(office, number))


def test_each_heir_answers_in_proportion_to_what_they_received(office, died, policy):
    set_liable(office, died, **HEIR, limit_fen=10_000)
    set_liable(office, died, **HEIR | {"name": "付小红"}, limit_fen=15_000)
    found = lines(office, died, policy)
    assert [(one.proportional_fen, one.most_fen) for one in found] == [
        (10_000, 10_000),
        (15_000, 15_000),
    ]
    assert [one.relation for one in found] == ["子女", "子女"]
    assert "最多承担 100.00 元" in found[0].finding.text
    [heir] = [line for line in sources_of(office, died).waterfall.lines if line.source == "heir"]
    assert heir.taken_fen == 25_000


def test_who_renounced_in_writing_owes_nothing(office, died, policy):
    heir = set_liable(office, died, **HEIR, limit_fen=10_000, share_fen=5_000)
    renounce(office, died, heir.uid, on=date(2019, 12, 1), document="放弃继承书")
    [line] = lines(office, died, policy)
    assert (line.share_fen, line.most_fen) == (None, 0)
    assert line.finding.text == "付小𬀩已于 2019-12-01 书面放弃继承，可以不负清偿责任。"
    event = case_view(office, died).events[-1]
    assert (event.kind, event.details["old"]["share_fen"]) == (EventKind.LIABLE, "5000")
    with pytest.raises(UserError, match="已于 2019-12-01 放弃继承"):
        renounce(office, died, heir.uid, on=date(2019, 12, 2), document="放弃继承书")
    with pytest.raises(UserError, match="已放弃继承的"):
        set_liable(office, died, uid=heir.uid, share_fen=1)


@pytest.mark.parametrize(
    ("on", "document", "field"),
    [
        (DIED - timedelta(days=1), "放弃继承书", "renounced_on"),
        (TODAY + timedelta(days=1), "放弃继承书", "renounced_on"),
        (DIED, " ", "document"),
    ],
)
def test_renouncing_takes_a_paper_and_a_day_after_the_death(office, died, on, document, field):
    heir = set_liable(office, died, **HEIR)
    with pytest.raises(UserError) as refused:
        renounce(office, died, heir.uid, on=on, document=document)
    assert refused.value.field == field


def test_on_the_day_of_death_one_may_renounce(office, died):
    heir = set_liable(office, died, **HEIR)
    renounce(office, died, heir.uid, on=DIED, document="放弃继承书")


def test_only_an_heir_renounces(office, died):
    unit = set_liable(office, died, role=LiableRole.UNIT, name="清溪中学")
    with pytest.raises(UserError, match="只有继承人才能放弃继承"):
        renounce(office, died, unit.uid, on=TODAY, document="书面")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"relation": "self"}, "relation"),
        ({"relation": "neighbour"}, "relation"),
        ({"id_number": "43032119500308101"}, "id_number"),
        ({"id_number": "430321195003081013"}, "id_number"),
        ({"id_number": "11010519491231002X"}, "id_number"),
        ({"name": ""}, "name"),
        ({"role": "friend"}, "role"),
        ({"share_fen": 10_001, "limit_fen": 10_000}, "share_fen"),
        ({"share_fen": 30_001}, "share_fen"),
        ({"renounced_on": TODAY}, "renounced_on"),
        ({"role": LiableRole.UNIT, "limit_fen": 1}, None),
    ],
)
def test_a_refused_liable_person_names_the_field(office, died, changed, field):
    with pytest.raises(UserError) as refused:
        set_liable(office, died, **HEIR | changed)
    assert refused.value.field == field
    assert case_view(office, died).file.liable == []


@pytest.mark.parametrize("share", [10_000, 20_000])
def test_a_share_up_to_the_limit_and_to_what_is_left_is_taken(office, died, share):
    set_liable(office, died, **HEIR, share_fen=share, limit_fen=share)
    with pytest.raises(UserError, match="后还有"):
        set_liable(office, died, **HEIR | {"name": "付小红"}, share_fen=30_001 - share)
    set_liable(office, died, **HEIR | {"name": "付小红"}, share_fen=30_000 - share)


def test_nobody_is_entered_twice_in_one_role(office, died):
    set_liable(office, died, **HEIR, id_number="430321195003081012")
    with pytest.raises(UserError, match="已经登记"):
        set_liable(office, died, **HEIR | {"name": "付晓𬀩"}, id_number="43032119500308101 2")
    recipient = {"role": LiableRole.RECIPIENT, "relation": "child"}
    set_liable(office, died, **HEIR | recipient, id_number="430321195003081012")
    set_liable(office, died, **HEIR | {"name": "付小红"})
    with pytest.raises(UserError, match="已经登记"):
        set_liable(office, died, **HEIR | {"name": "付小红"})


def test_a_change_keeps_the_old_value_in_the_log(office, died):
    heir = set_liable(office, died, **HEIR)
    revision = case_view(office, died).case.revision
    set_liable(office, died, uid=heir.uid, limit_fen=8_000)
    view = case_view(office, died)
    assert view.file.liable[0].limit_fen == 8_000
    assert view.events[-1].details["old"] == {"limit_fen": "None"}
    set_liable(office, died, uid=heir.uid, limit_fen=8_000)
    assert case_view(office, died).case.revision == revision + 1


def test_a_mistaken_entry_is_removed_and_the_log_keeps_it(office, died):
    heir = set_liable(office, died, **HEIR, id_number="430321195003081012")
    with pytest.raises(UserError, match="请填写原因"):
        remove_liable(office, died, heir.uid, reason=" ")
    remove_liable(office, died, heir.uid, reason="同名的人")
    view = case_view(office, died)
    assert view.file.liable == []
    assert view.events[-1].details["old"]["name"] == "付小𬀩"
    with pytest.raises(UserError, match="没有这名责任人"):
        remove_liable(office, died, heir.uid, reason="再来")


def test_every_role_says_why_it_answers(office, died, policy):
    for role in LiableRole:
        set_liable(office, died, role=role, name=f"某{role.label}")
    found = lines(office, died, policy)
    assert [one.role for one in found] == [role.label for role in LiableRole]
    assert len({one.finding.text for one in found}) == len(LiableRole)
    assert all(one.finding.ground.article for one in found)
    assert "尚未查清" in found[0].finding.text


def test_a_relative_who_pays_by_choice_is_the_last_source(office, died):
    set_liable(office, died, role=LiableRole.OTHER, name="付小红", share_fen=30_000)
    last = sources_of(office, died).waterfall.lines[-1]
    assert (last.source, last.taken_fen) == ("other", 30_000)


def test_shares_older_than_the_last_receipt_are_pointed_out(office, died, policy):
    set_liable(office, died, **HEIR, share_fen=30_000)
    assert shares_finding(policy, file_of(office, died)) is None
    receive(office, died, 1)
    assert "多于尚欠的 299.99 元" in shares_finding(policy, file_of(office, died)).text


SHARES = st.lists(
    st.tuples(
        st.sampled_from(LiableRole),
        st.integers(0, 40_000),
        st.one_of(st.none(), st.integers(0, 40_000)),
    ),
    max_size=5,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SHARES)
def test_shares_never_exceed_what_is_left_nor_any_limit(office, confirmed, policy, entered):
    number = confirmed(amount_fen=30_000)
    for n, (role, share, limit) in enumerate(entered):
        fields = {"role": role, "name": f"某{n}", "share_fen": share, "limit_fen": limit}
        try:
            set_liable(office, number, **fields)
        except UserError:
            continue
    file = file_of(office, number)
    assert sum(person.share_fen or 0 for person in file.liable) <= file.left_fen
    for line in liabilities_of(policy, file):
        if line.person.limit_fen is not None:
            assert (line.share_fen or 0) <= line.person.limit_fen
            assert line.most_fen <= line.person.limit_fen
