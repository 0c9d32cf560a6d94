"""What happens in the practice office: four people, each with another way to pay back."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from app.models.month import Month
from app.models.terms import CheckResult, LiableRole, MethodCode, PlanKind, VerificationResult
from app.services import (
    abilities,
    cases,
    checklist,
    death_dates,
    decisions,
    evidence,
    liable,
    plans,
    procedure,
    receipts,
)
from app.services.milestones import MilestoneEntry
from app.services.office import Office
from app.services.plans import SELF, PlanEntry
from app.services.receipts import ReceiptEntry

Issued = tuple[str, str, str]  # a case number, the form to issue now, what it shows


def play(office: Office, numbers: Mapping[str, str]) -> Iterator[Issued]:
    """Acts of four cases; whoever plays issues each paper before asking for the next.

    numbers: name -> case number, of the clues imported before.
    """
    yield from _monthly_offset(office, numbers["付建𬀩"])
    yield from _heirs_instalments(office, numbers["王桂英"])
    _hardship(office, numbers["李㛃"])
    _prisoner(office, numbers["朱𠅤"])


def _monthly_offset(office: Office, number: str) -> Iterator[Issued]:
    """12,890.00 from a pension of 1,860.00: 372.00 a month, 35 months; the first one came in."""
    _confirm(office, number, "与系统发放记录核对一致，两处待遇重复。")
    cases.correct(
        office,
        number,
        reason="duplicate_employee",
        benefit_status="paying",
        benefit_fen=186_000,
        can_repay=True,
        registered_address="湖南省练习县清溪镇石桥村三组",
    )
    decisions.choose(
        office, number, MethodCode.AGREEMENT, reason="继续领取养老金，本人愿意按月抵扣"
    )
    decisions.choose(
        office, number, MethodCode.ENFORCEMENT, reason="不按协议履行时依法追缴", rank=2
    )
    first = Month.of(office.today()).plus(1)
    entry = PlanEntry(PlanKind.MONTHLY, monthly_fen=37_200, first_month=first, relation=SELF)
    plans.make_plan(office, number, entry)
    yield number, "refund-notice", "按月抵扣，名字有生僻字"
    today, who = office.today(), "付建𬀩"
    for act in (
        MilestoneEntry("notice_served", today, manner="direct", party=who),
        MilestoneEntry("agreement_signed", today, party=who, reference="告知书承诺"),
    ):
        procedure.record_milestone(office, number, act)
    receipts.add_receipt(
        office, number, ReceiptEntry(37_200, "monthly_offset", office.today(), payer="付建𬀩")
    )


def _heirs_instalments(office: Office, number: str) -> Iterator[Issued]:
    """A dead person's daughter repays 3,491.00 in twelve instalments."""
    died = date(2019, 11, 23)
    for source, day in (("daily", died + timedelta(days=12)), ("visit", died)):
        row = death_dates.add_death_date(office, number, source=source, died_on=day)
    death_dates.settle_death_date(office, number, row.uid, "村委会和派出所证明一致")
    found = {"source": "visit", "document": "村民委员会证明", "checked_by": "李核实"}
    checklist.check(office, number, "heirs", result=CheckResult.YES, **found)
    _confirm(office, number, "村委会和派出所证明：当事人2019年11月23日死亡，家属未及时申报。")
    cases.correct(office, number, benefit_status="stopped", benefit_fen=0, can_repay=True)
    daughter = {"name": "陈小英", "relation": "daughter", "phone": "13900000099"}
    liable.set_liable(office, number, role=LiableRole.HEIR, limit_fen=500_000, **daughter)
    decisions.choose(office, number, MethodCode.ORDER, reason="先责令退还，女儿愿意分期还")
    entry = PlanEntry(
        PlanKind.INSTALMENTS,
        periods=12,
        first_month=Month.of(office.today()).plus(1),
        promisor_name="陈小英",
        promisor_phone="13900000099",
        relation="child",
    )
    plans.make_plan(office, number, entry)
    yield number, "refund-notice", "当事人死亡，女儿承诺分期退还"
    yield number, "audit-opinion", "代拟稿；经告知仍不退还、启动稽核后由县级盖章送达"


def _hardship(office: Office, number: str) -> None:
    """A severely disabled person without means: 救助帮扶 is open."""
    _confirm(office, number, "与县级发放记录一致。")
    cases.correct(office, number, benefit_fen=0, benefit_status="stopped")
    today = office.today()
    judged = {"judged_on": today, "judged_by": "李核实", "second_by": "王走访"}
    means = {"household": 3, "dependants": 2, "income_fen": 90_000, "debts_fen": 1_200_000}
    abilities.add_ability(office, number, **judged, **means, can_repay=False)
    evidence.add_evidence(
        office,
        number,
        category="severe_disability",
        document="残疾人证",
        document_number="",
        issued_on=today - timedelta(days=400),
        valid_until=today + timedelta(days=20),
    )
    decisions.choose(office, number, MethodCode.ASSISTANCE, reason="确无偿还能力，没有可抵扣的待遇")


def _prisoner(office: Office, number: str) -> None:
    """Released since: what was paid in prison is to come back."""
    _confirm(office, number, "监狱证明：2019年3月15日收监，2021年2月14日释放。")


def _confirm(office: Office, number: str, findings: str) -> None:
    confirmed = VerificationResult.CONFIRMED
    on = office.today()
    cases.verify(office, number, by="李核实", on=on, result=confirmed, findings=findings)
