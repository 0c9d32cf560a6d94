"""What happens in the practice office today: five people, each another way through the papers."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from app.forms.choices import Choices
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
    receipts,
)
from app.services.office import Office
from app.services.plans import SELF, PlanEntry
from app.services.practice_acts import SERVERS, Story, ToIssue
from app.services.receipts import ReceiptEntry


def play(office: Office, numbers: Mapping[str, str]) -> Iterator[ToIssue]:
    """Acts of five cases; whoever plays issues each paper before asking for the next.

    numbers: name -> case number, of the clues imported before.
    """
    yield from _monthly_offset(Story(office, numbers["付建𬀩"]))
    yield from _heirs_instalments(Story(office, numbers["王桂英"]))
    yield from _hardship(Story(office, numbers["李㛃"]))
    yield from _prisoner(Story(office, numbers["朱𠅤"]))
    yield from _not_reached(Story(office, numbers["买买提·阿不都拉"]))


def _monthly_offset(story: Story) -> Iterator[ToIssue]:
    """12,890.00 from a pension of 1,860.00: 372.00 a month, 35 months; the first one came in."""
    office, number, today = story.office, story.number, story.office.today()
    yield story.paper("visit-record", "走访时手写")
    _confirm(story, "与系统发放记录核对一致，两处待遇重复。")
    cases.correct(
        office,
        number,
        reason="duplicate_employee",
        benefit_status="paying",
        benefit_fen=186_000,
        can_repay=True,
        registered_address="湖南省练习县清溪镇石桥村三组",
    )
    agreed = "继续领取养老金，本人愿意按月抵扣"
    decisions.choose(office, number, MethodCode.AGREEMENT, reason=agreed)
    later = "不按协议履行时依法追缴"
    decisions.choose(office, number, MethodCode.ENFORCEMENT, reason=later, rank=2)
    first = Month.of(today).plus(1)
    entry = PlanEntry(PlanKind.MONTHLY, monthly_fen=37_200, first_month=first, relation=SELF)
    plans.make_plan(office, number, entry)
    yield story.paper("refund-notice", "按月抵扣，名字有生僻字")
    yield story.paper("offset-agreement", "按月抵扣，末期金额不同")
    yield story.paper("repayment-schedule", "35 期，随告知书和协议书")
    yield story.paper("calculation", "金额和期数怎么算的")
    who = "付建𬀩"
    story.deliver(today, "refund-notice", manner="direct", party=who, servers=SERVERS)
    yield story.paper("delivery-receipt", "告知书当面送达，登记后打印")
    story.act(today, "agreement_signed", party=who, reference="告知书承诺")
    receipts.add_receipt(office, number, ReceiptEntry(37_200, "monthly_offset", today, payer=who))


def _heirs_instalments(story: Story) -> Iterator[ToIssue]:
    """A dead person's daughter repays 3,491.00 in twelve instalments."""
    office, number, died = story.office, story.number, date(2019, 11, 23)
    yield story.paper("assist-letter", "请公安机关查明死亡日期")
    yield story.paper("inquiry-record", "询问家属，空白笔录")
    for source, day in (("daily", died + timedelta(days=12)), ("visit", died)):
        row = death_dates.add_death_date(office, number, source=source, died_on=day)
    death_dates.settle_death_date(office, number, row.uid, "村委会和派出所证明一致")
    found = {"source": "visit", "document": "村民委员会证明", "checked_by": "李核实"}
    checklist.check(office, number, "heirs", result=CheckResult.YES, **found)
    _confirm(story, "村委会和派出所证明：当事人2019年11月23日死亡，家属未及时申报。")
    cases.correct(office, number, benefit_status="stopped", benefit_fen=0, can_repay=True)
    yield story.paper("benefit-stop-notice", "告知家属停发")
    daughter = {"name": "陈小英", "relation": "daughter", "phone": "13900000099"}
    liable.set_liable(office, number, role=LiableRole.HEIR, limit_fen=500_000, **daughter)
    yield story.paper("inheritance-statement", "女儿声明", choices=Choices(declarant="陈小英"))
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
    yield story.paper("refund-notice", "当事人死亡，女儿承诺分期退还")
    yield story.paper("repayment-agreement", "女儿分 12 期退还")
    yield story.paper("audit-opinion", "代拟稿；经告知仍不退还、启动稽核后由县级盖章送达")


def _hardship(story: Story) -> Iterator[ToIssue]:
    """A severely disabled person without means: 救助帮扶 is open, and applied for."""
    office, number, today = story.office, story.number, story.office.today()
    _confirm(story, "与县级发放记录一致。")
    cases.correct(office, number, benefit_fen=0, benefit_status="stopped")
    judged = {"judged_on": today, "judged_by": "李核实", "second_by": "王走访"}
    cases.correct(office, number, category="severe_disability")
    yield story.paper("materials-request", "还差的证明材料")
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
    no_means = "确无偿还能力，没有可抵扣的待遇"
    decisions.choose(office, number, MethodCode.ASSISTANCE, reason=no_means)
    yield story.paper("assistance-application", "重度残疾人")
    story.act(today, "assistance_applied", outcome="self", party="李㛃")
    yield story.paper("assistance-report", "核实后报请研究")
    yield story.paper("donation-statement", "爱心人士代退", choices=Choices(declarant="周善行"))


def _prisoner(story: Story) -> Iterator[ToIssue]:
    """Released since: what was paid in prison is to come back."""
    _confirm(story, "监狱证明：2019年3月15日收监，2021年2月14日释放。")
    yield story.paper("stop-payment", "送银行，附回执")
    yield story.paper("benefit-stop-notice", "服刑期间停发")


def _not_reached(story: Story) -> Iterator[ToIssue]:
    """Nobody knows where he is: three attempts, then the announcement."""
    today = story.office.today()
    for back, manner in ((9, "phone"), (6, "visit"), (2, "visit")):
        day = today - timedelta(days=back)
        story.act(day, "contact_failed", manner=manner, note="无人接听，邻居不知去向。")
    yield story.paper("announcement", "三次联系不上，证件号码遮挡")


def _confirm(story: Story, findings: str) -> None:
    today, confirmed = story.office.today(), VerificationResult.CONFIRMED
    office, number = story.office, story.number
    cases.verify(office, number, by="李核实", on=today, result=confirmed, findings=findings)
