"""附件1 告知事项 1, 5, 7, 9 after a death: account, funeral benefits, heirs, and never more."""

from datetime import date

import pytest

from app.errors import UserError
from app.models.terms import LiableRole, PersonStatus
from app.services import cases, printing
from app.services.case_view import case_view
from app.services.liable import renounce, set_liable
from app.services.sources import sources_of
from tests.conftest import TODAY
from tests.services.acts import monthly, receive, step, taken

PENSION = {"insurance": "employee_pension", "benefit": "pension"}
RESIDENT = {"insurance": "resident_pension", "benefit": "resident_pension"}
DEPENDANT = {"insurance": "work_injury", "benefit": "dependant_pension"}
DIED = date(2026, 11, 20)


def test_heirs_pay_up_to_the_estate_once_and_who_renounces_nothing(office, confirmed):
    """告知事项5: beyond the real value only by choice; nothing is asked for twice."""
    number = confirmed(
        amount_fen=1_200_000, reason="survivor_ineligible", estate_fen=500_000, **DEPENDANT
    )
    cases.correct(office, number, status=PersonStatus.DECEASED, status_on=DIED)
    son = {"role": LiableRole.HEIR, "name": "付小𬀩", "relation": "son"}
    set_liable(office, number, **son, limit_fen=300_000)
    daughter = set_liable(office, number, **son | {"name": "付小红", "relation": "daughter"})
    renounce(office, number, daughter.uid, on=DIED, document="放弃继承书")
    assert taken(office, number) == [("heir", 300_000)]
    receive(office, number, 300_000, channel="heir", payer="付小𬀩")
    assert taken(office, number) == [("heir", 0)]
    assert sources_of(office, number).waterfall.left_fen == 900_000
    receive(office, number, 900_000, channel="other", payer="付小𬀩")  # of their own will
    assert case_view(office, number).case.state == "recovered"


@pytest.mark.parametrize(
    ("reason", "case", "account", "subsidy"),
    [
        ("duplicate_employee", PENSION, 800_000, 0),
        ("imprisonment", PENSION, 800_000, 0),
        ("imprisonment", RESIDENT, 923_030, 123_030),
    ],
)
def test_who_dies_while_offsetting_leaves_the_rest_to_account_funeral_and_heirs(
    office, confirmed, reason, case, account, subsidy
):
    """告知事项7、9, dossier 4.2: 53,189.60 less 14 months of 700.00."""
    number = confirmed(
        amount_fen=5_318_960,
        reason=reason,
        benefit_fen=318_755,
        account_fen=account,
        account_subsidy_fen=subsidy,
        funeral_fen=1_200_000,
        **case,
    )
    monthly(office, number, 70_000)
    printing.issue(office, number, "refund-notice")
    step(office, number, "notice_served", manner="direct", party="付建𬀩")
    step(office, number, "agreement_signed", party="付建𬀩")
    step(office, number, "benefit_stopped")
    receive(office, number, 980_000, channel="monthly_offset")
    cases.correct(
        office, number, status=PersonStatus.DECEASED, status_on=TODAY, estate_fen=1_500_000
    )
    set_liable(office, number, role=LiableRole.HEIR, name="付小𬀩", relation="son")
    found = sources_of(office, number)
    assert found.stopped.residue_fen == 4_338_960
    assert taken(office, number) == [
        ("personal_account", 800_000),
        ("funeral_offset", 1_200_000),
        ("heir", 1_500_000),
    ]
    assert found.waterfall.unrecoverable_fen == 838_960
    assert case_view(office, number).next.code == "settle_estate"
    assert sum(line.taken_fen for line in found.waterfall.lines) + 838_960 == 4_338_960


def test_nothing_is_offset_from_the_benefit_of_the_dead(office, confirmed):
    """告知事项1: what a relative promises is another matter."""
    number = confirmed(amount_fen=372_000, reason="death", benefit_fen=186_000, **PENSION)
    cases.correct(office, number, status=PersonStatus.DECEASED, status_on=DIED)
    with pytest.raises(UserError, match="当事人已死亡，待遇从次月起停发") as refused:
        monthly(office, number, 37_200)
    assert refused.value.field == "kind"
