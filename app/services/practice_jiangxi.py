"""The papers Jiangxi words itself, from a practice book of its own that is not kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from app.forms.choices import Choices
from app.models.month import Month
from app.models.terms import MethodCode, PlanKind, VerificationResult
from app.services import cases, decisions, plans
from app.services.office import Office
from app.services.plans import SELF, PlanEntry
from app.services.practice_acts import SERVERS, Story, ToIssue

CODE = "jiangxi"  # of its policy book
PERSON = {
    "name": "万建国",
    "id_number": "369901195506070144",
    "phone": "13900000012",
    "registered_address": "江西省练习县清溪镇上坊村二组",
}
CASE = {
    "insurance": "employee_pension",
    "benefit": "pension",
    "reason": "duplicate_employee",
    "source": "audit",
    "benefit_status": "paying",
    "benefit_fen": 318_755,
    "can_repay": True,
    "village": "上坊村",
}


@contextmanager
def jiangxi_office(
    make: Callable[[Path, Callable[[], date]], Office], today: Callable[[], date]
) -> Iterator[Office]:
    """A practice office that follows the book of Jiangxi; make: creates one in a folder."""
    with TemporaryDirectory() as folder:
        office = make(Path(folder) / "江西", today)
        try:
            yield replace(office, policy=office.policies[CODE])
        finally:
            office.close()


def play_jiangxi(office: Office) -> Iterator[ToIssue]:
    """138,000.00 in 36 instalments of whole yuan, then the opinion that comes with an audit."""
    today, first = office.today(), Month.of(office.today()).plus(-60)
    period = {"first_month": first, "last_month": first.plus(35), "amount_fen": 13_800_000}
    number = cases.open_case(office, person={**PERSON}, case={**CASE}, periods=[period]).number
    story, found = Story(office, number), "两地养老保险发放记录核对一致，属重复领取。"
    confirmed = VerificationResult.CONFIRMED
    cases.verify(office, number, by="李核实", on=today, result=confirmed, findings=found)
    decisions.choose(office, number, MethodCode.ORDER, reason="本人愿意分期退回")
    entry = PlanEntry(
        PlanKind.INSTALMENTS,
        periods=36,
        whole_yuan=True,
        first_month=Month.of(today).plus(1),
        relation=SELF,
    )
    plans.make_plan(office, number, entry)
    yield story.paper("jiangxi-refund-notice", "江西的格式，分 36 期退回")
    direct = {"manner": "direct", "party": PERSON["name"], "servers": SERVERS}
    story.deliver(today, "jiangxi-refund-notice", **direct)
    choices = Choices(deadline=today + timedelta(days=40))
    yield story.paper("jiangxi-audit-opinion", "江西的依据", choices=choices)
