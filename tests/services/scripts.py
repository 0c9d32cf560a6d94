"""Playing a worked example of the procedure: acts on their days, in a real case book.

A step has `on` (today moves there), `do` and what it enters; then what is expected of the case:
state, next and due (the next step as it is kept), shown (as the page shows it today), ended (its
ending), or refused (part of the sentence). `day` is the day of the act where it is not today.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from app.errors import UserError
from app.forms.choices import Ask, Choices
from app.models.month import Month
from app.models.terms import CheckResult, MethodCode, PlanKind, VerificationResult
from app.rules.procedure.guards import hindrances
from app.services import (
    cards,
    cases,
    checklist,
    decisions,
    deliveries,
    evidence,
    plans,
    printing,
    procedure,
    settings,
)
from app.services import receipts as money
from app.services.case_view import case_view
from app.services.milestones import MilestoneEntry
from app.services.office import create_office
from app.services.plan_entries import PlanEntry
from tests.conftest import PASSPHRASE

FILE = Path(__file__).parents[1] / "data" / "cases" / "procedure.toml"
BEGIN = tomllib.loads(FILE.read_text(encoding="utf-8"))["begin"]
REGISTERED = date(2022, 9, 1)
PAPERS = ("notice_issued", "opinion_issued")
EXPECTED = ("state", "next", "due", "shown", "ended", "refused", "benefit")
PERSON = {"name": "付建𬀩", "id_number": "11010519491231002X", "phone": "13800138000"}
CASE = {
    "insurance": "resident_pension",
    "benefit": "resident_pension",
    "reason": "duplicate_resident",
    "source": "data_match",
    "benefit_status": "paying",
    "village": "石桥村",
}
PERIOD = {"first_month": "2020-01", "last_month": "2020-12", "amount_fen": 120_000}


@dataclass
class Clock:
    """The one clock of a case book under test."""

    day: date

    def __call__(self):
        return self.day


def open_book(folder, clock):
    entered = {"name": "清溪镇人民政府", "clerk": "张三", "passphrase": PASSPHRASE}
    return create_office(folder, **entered, today=clock)


def register(office, person=None, case=None):
    registered = cases.open_case(
        office, person=PERSON | (person or {}), case=CASE | (case or {}), periods=[PERIOD]
    )
    return registered.number


def begun(book, clock, name):
    """A case that has come as far as a beginning says."""
    first = BEGIN[name]
    if "after" in first:
        number = begun(book, clock, first["after"])
    else:
        clock.day = first.get("start", REGISTERED)
        settings.change_profile(book, term_days=first.get("term_days", {}))
        number = register(book)
    play(book, clock, number, first["steps"])
    return number


def play(office, clock, number, steps):
    """Every step of a script; it stops at the first that is not as written."""
    for place, step in enumerate(steps, start=1):
        clock.day = step["on"]
        entered = {k: v for k, v in step.items() if k not in (*EXPECTED, "on", "do")}
        where = f"step {place}, {step['on']} {step.get('do', 'look')}"
        if "refused" in step:
            with pytest.raises(UserError) as refusal:
                act(office, number, step["do"], entered)
            told = f"{refusal.value.title}：{refusal.value.advice}"
            assert step["refused"] in told, f"{where}: {told}"
        else:
            act(office, number, step.get("do", "look"), entered)
        check(office, number, step, where)


def check(office, number, step, where):
    view = case_view(office, number)
    found = {
        "state": view.case.state,
        "next": view.case.next_step,
        "due": view.case.next_due_on,
        "shown": view.next and view.next.code,
        "benefit": view.case.benefit_status,
        "ended": [act.outcome for act in view.file.acts if act.kind == "closed"][-1:],
    }
    told = {name: step[name] for name in EXPECTED if name in step and name != "refused"}
    if "ended" in told:
        told["ended"] = [told["ended"]]
    assert {name: found[name] for name in told} == told, where
    leads_on(view, where)


def leads_on(view, where):
    """The act a next step ends with is open when it is due, but for a paper still to be issued."""
    case, policy = view.case, view.policy
    step = policy.next_steps.get(case.next_step)
    if step is None or not step.act:
        return
    on = max(case.next_due_on, view.marks[step.due_from].on)
    found = hindrances(policy, step.act, state=case.state, marks=view.marks, on=on)
    papers = {policy.marks[name].missing for name in PAPERS}
    assert {finding.text for finding in found} <= papers, f"{where}: {case.next_step} on {on}"


def act(office, number, what, entered):
    """One thing a clerk does: a verb below, or an act of the procedure."""
    if what in VERBS:
        VERBS[what](office, number, **entered)
    else:
        day = entered.pop("day", office.today())
        entry = MilestoneEntry(kind=what, happened_on=day, **entered)
        procedure.record_milestone(office, number, entry)


def look(office, number):
    """Nothing is done; only the day is another."""


def verify(office, number, result, day=None):
    on, found = day or office.today(), VerificationResult(result)
    cases.verify(office, number, by="李四", on=on, result=found)


def look_into(office, number, item="facts"):
    checklist.check(office, number, item, result=CheckResult.YES)


def choose(office, number, method):
    decisions.choose(office, number, MethodCode(method), reason="按《通知》第三条")


def plan(office, number, kind, **entered):
    if "first_month" in entered:
        entered["first_month"] = Month(entered["first_month"])
    plans.make_plan(office, number, PlanEntry(PlanKind(kind), **entered))


def receive(office, number, fen, channel="lump", **entered):
    entry = money.ReceiptEntry(fen, channel, office.today(), **entered)
    money.add_receipt(office, number, entry)


def deposit(office, number):
    for receipt in case_view(office, number).file.kept_receipts:
        if receipt.deposited_on is None:
            money.record_deposit(office, receipt.id, on=office.today())


def reverse(office, number):
    for receipt in case_view(office, number).file.kept_receipts[-1:]:
        money.reverse_receipt(office, receipt.id, reason="银行退票")


def card(office, number, **entered):
    known = case_view(office, number).file.cards
    card_id = known[0].id if known else None
    if not known:
        entered = {"bank": "农村商业银行", "account_number": "6217001234567890123"} | entered
    cards.set_card(office, number, card_id=card_id, **entered)


def deliver(office, number, form, kind="", day=None, **entered):
    """The last paper of a form is delivered; kind: FAILED where it could not be."""
    papers = case_view(office, number).file.documents
    uid = next(paper.uid for paper in reversed(papers) if paper.form == form)
    kind = kind or deliveries.delivery_view(office, uid).served.code
    entry = MilestoneEntry(kind=kind, happened_on=day or office.today(), **entered)
    deliveries.deliver(office, uid, entry)


def deliver_failed(office, number, form, **entered):
    deliver(office, number, form, kind=deliveries.FAILED, **entered)


def prove(office, number, category="subsistence", document="最低生活保障证", **entered):
    evidence.add_evidence(office, number, category=category, document=document, **entered)


def take_back(office, number, kind):
    acts = [act for act in case_view(office, number).file.acts if act.kind == kind]
    procedure.take_back(office, number, acts[-1].uid, reason="登记有误")


def issue(office, number, form):
    """Issued again, a paper that is in force once is a correction and says why."""
    asks = {question.ask for question in printing.questions(office, number, form)}
    reason = "内容有变化" if Ask.REASON in asks else ""
    return printing.issue(office, number, form, Choices(reason=reason))


VERBS = {
    "look": look,
    "verify": verify,
    "check": look_into,
    "choose": choose,
    "plan": plan,
    "issue": issue,
    "receive": receive,
    "deposit": deposit,
    "reverse": reverse,
    "card": card,
    "deliver": deliver,
    "deliver_failed": deliver_failed,
    "prove": prove,
    "correct": cases.correct,
    "assess": cases.assess,
    "take_back": take_back,
}
