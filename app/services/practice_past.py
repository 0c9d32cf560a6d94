"""What happened in the practice office before today: two cases that came to their ends.

Every act is done on its own day, in the same book with a clock that stands on that day.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from app.forms.choices import Choices
from app.models.month import Month
from app.models.terms import MethodCode, PlanKind, VerificationResult
from app.rules.terms import months_after
from app.services import cards, cases, decisions, plans, receipts
from app.services.case_view import case_view
from app.services.office import Office
from app.services.plans import SELF, PlanEntry
from app.services.practice_acts import SERVERS, Story, ToIssue
from app.services.receipts import ReceiptEntry

WITHHOLDS = {  # a long name and a long address, as they come
    "name": "古丽巴哈尔·阿不都热合曼",
    "id_number": "439901196203140101",
    "phone": "13900000010",
    "registered_address": "湖南省练习县清溪镇上洞村民委员会第十二村民小组大樟树旁二十七号附一号",
}
PAYS = {
    "name": "曾丽君",
    "id_number": "439901195811020125",
    "phone": "13900000011",
    "registered_address": "湖南省练习县清溪镇石桥村五组",
}
AGENCY, BUREAU = "练习县社会保险（就业）服务中心", "练习县人力资源和社会保障局"
BANK = "练习县农村商业银行"


def play_past(office: Office) -> Iterator[ToIssue]:
    """Whoever plays issues each paper before asking for the next."""
    yield from _until_the_court(office)
    yield from _paid_and_closed(office)


def _until_the_court(office: Office) -> Iterator[ToIssue]:
    """Paid twice, told, audited, decided, urged: nothing came, the court is asked today."""
    days, name = _days_before(office.today()), WITHHOLDS["name"]
    story = _registered(office, days[400], WITHHOLDS, fen=2_418_000)
    _confirm(story, days[397], "系统发放记录和养老保险关系核对一致，两处待遇重复领取。")
    _stop_benefit(story, days[396])
    _choose(story, days[396], "先责令退还")
    number = _number(days[395], "告", 7)
    yield story.paper("refund-notice", "已送达，逾期未退", days[395], county_number=number)
    direct = {"manner": "direct", "party": name, "servers": SERVERS}
    story.deliver(days[394], "refund-notice", **direct)
    choices = Choices(deadline=days[371])
    yield story.paper("reminder", "快到期仍未退还，催还", days[380], choices=choices)
    story.deliver(days[380], "reminder", **direct, until=days[371])
    story.act(days[370], "refused", party=name, note="上门两次，当事人明确表示不退还。")
    story.act(days[369], "audit_started", party=AGENCY)
    story.act(days[355], "audit_ended", outcome="recover")
    number, choices = _number(days[354], "稽（待遇）", 3), Choices(deadline=days[330])
    yield story.paper(
        "audit-opinion", "稽核后送达", days[354], choices=choices, county_number=number
    )
    story.deliver(days[353], "audit-opinion", **direct)
    yield story.paper("transfer-letter", "意见书期满，移交行政部门", days[320])
    story.act(days[320], "transferred_administration", party=BUREAU, reference="移送函1号")
    yield story.paper("dishonesty-notice", "列入前告知", days[300])
    decided = months_after(office.today(), -6) - timedelta(days=45)
    reference = f"练人社处决〔{decided.year}〕1号"
    story.act(decided, "decision_served", **direct, reference=reference)
    yield story.paper("demand-to-perform", "复议、诉讼期限已过，催告履行", days[32])
    story.deliver(days[32], "demand-to-perform", **direct)
    yield story.paper("enforcement-application", "催告期满，申请法院执行")


def _paid_and_closed(office: Office) -> Iterator[ToIssue]:
    """Paid back at once: the bank pays again, the benefit goes on, the case is closed."""
    days, name = _days_before(office.today()), PAYS["name"]
    story = _registered(office, days[380], PAYS, fen=135_600)
    cards.set_card(
        story.on(days[379]),
        story.number,
        bank="练习县农村商业银行",
        account_number="6299000000000000011",
    )
    _confirm(story, days[378], "与县级发放记录一致，已在职工养老保险领取待遇。")
    _stop_benefit(story, days[377])
    yield story.paper("stop-payment", "送银行，附回执", days[377])
    story.deliver(days[376], "stop-payment", manner="hand", party=BANK)
    _choose(story, days[376], "当事人愿意一次退还")
    entry = PlanEntry(PlanKind.LUMP, pay_by=days[350], relation=SELF)
    plans.make_plan(story.on(days[376]), story.number, entry)
    number = _number(days[375], "告", 6)
    yield story.paper("refund-notice", "一次退还", days[375], county_number=number)
    story.deliver(days[374], "refund-notice", manner="direct", party=name, servers=SERVERS)
    story.act(days[374], "agreement_signed", party=name, reference="告知书承诺")
    paid = ReceiptEntry(135_600, "lump", days[352], payer=name, voucher="电子回单0352")
    receipt = receipts.add_receipt(story.on(days[352]), story.number, paid)
    receipts.record_deposit(story.on(days[349]), receipt.id or 0, on=days[349])
    yield story.paper("lift-payment", "已退清，请银行恢复支付", days[348])
    story.deliver(days[347], "lift-payment", manner="hand", party=BANK)
    yield story.paper("resume-approval", "退清后恢复待遇", days[347])
    story.act(days[345], "benefit_resumed", reference="恢复待遇审批表")
    yield story.paper("settlement-certificate", "一次退清", days[345])
    yield story.paper("closing-approval", "全额追回", days[340])
    story.act(days[339], "closed", outcome="paid_at_once")
    yield story.paper("case-index", "结案归档", days[338])


def _registered(office: Office, day: date, person: dict[str, str], *, fen: int) -> Story:
    first = Month.of(day).plus(-30)
    case = {
        "insurance": "resident_pension",
        "benefit": "resident_pension",
        "reason": "duplicate_resident",
        "source": "data_match",
        "benefit_status": "paying",
        "township": "清溪镇",
        "village": "上洞村" if person is WITHHOLDS else "石桥村",
    }
    period = {"first_month": first, "last_month": first.plus(23), "amount_fen": fen}
    past = replace(office, today=lambda: day)
    opened = cases.open_case(past, person={**person}, case={**case}, periods=[period])
    return Story(office, opened.number)


def _confirm(story: Story, day: date, findings: str) -> None:
    result = VerificationResult.CONFIRMED
    cases.verify(story.on(day), story.number, by="李核实", on=day, result=result, findings=findings)


def _stop_benefit(story: Story, day: date) -> None:
    story.act(day, "benefit_stopped", reference="停发审批表")
    name = case_view(story.office, story.number).person.name
    story.act(day, "kin_told", party=name, manner="hand")


def _choose(story: Story, day: date, reason: str) -> None:
    decisions.choose(story.on(day), story.number, MethodCode.ORDER, reason=reason)


def _days_before(today: date) -> list[date]:
    """The n-th is the day n days ago."""
    return [today - timedelta(days=back) for back in range(401)]


def _number(day: date, kind: str, at: int) -> str:
    """As the county numbers its papers, e.g. 练社险告〔2026〕第 7 号."""
    return f"练社险{kind}字〔{day.year}〕第 {at} 号"
