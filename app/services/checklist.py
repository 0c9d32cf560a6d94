"""核实事项: the checklist of a case, item by item; who found out what, when, from which paper."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.errors import UserError
from app.models import Check
from app.models.base import label
from app.models.terms import CaseState, CheckResult, EventKind
from app.rules.policy import Finding, Ground, Policy
from app.rules.procedure.marks import Marks
from app.rules.vocabulary import label as word
from app.rules.words import CheckItem
from app.services.acts import finish, terms_of
from app.services.case_file import CaseFile, open_file
from app.services.days import check_day
from app.services.marks import marks_of
from app.services.office import Office
from app.storage.database import reading, transaction

TITLE = "无法登记核实事项"


@dataclass(frozen=True)
class CheckLine:
    """An item that applies to the case, with its last answer. source: in words.

    answer: None while nobody looked; times: how often somebody did.
    """

    code: str
    item: CheckItem
    answer: Check | None
    source: str
    times: int
    ground: Ground

    @property
    def is_answered(self) -> bool:
        return self.answer is not None and self.answer.result != CheckResult.UNKNOWN


def check(office: Office, number: str, item: str, **entered: object) -> Check:
    """Record what was found out about an item; an earlier answer stays in the history.

    entered: fields of Check; without them checked today, by the clerk. Raises UserError naming
    the field refused.
    """
    with transaction(office.database) as session:
        file = open_file(session, number)
        policy, case = office.policy_of(file.case), file.case
        if case.state == CaseState.CLOSED:
            raise UserError(TITLE, "个案已结案，需要再核实的请先重新开启。")
        if item not in policy.checks:
            raise UserError(TITLE, "请在列表中选择核实事项。", field="item")
        own = {"case_id": case.id, "item": item}
        defaults = {"checked_on": office.today(), "checked_by": office.clerk}
        stored = Check.new(**defaults | entered | own)
        check_day(office, stored.checked_on, label(Check, "checked_on"), field="checked_on")
        if stored.source not in {"", *policy.sources, *policy.subtypes}:
            raise UserError(TITLE, "请在列表中选择“信息来源”。", field="source")
        session.add(stored)
        summary = f"核实“{policy.checks[item].label}”：{stored.result.label}"
        details = {"uid": stored.uid, "item": item, "document": stored.document}
        finish(office, session, case, EventKind.CHECKED, summary, details=details)
    return stored


def checklist(office: Office, number: str) -> tuple[CheckLine, ...]:
    """Every item that applies to a case, in the order of the book."""
    with reading(office.database) as session:
        file = open_file(session, number)
        terms = terms_of(office, session, file.case)
        return lines(terms.policy, file, marks_of(terms, file))


def unanswered(policy: Policy, items: Iterable[CheckLine]) -> tuple[Finding, ...]:
    """The required items nobody answered: shown where a case is confirmed, without stopping it."""
    return tuple(
        Finding(_asked(policy, line), line.ground)
        for line in items
        if line.item.required and not line.is_answered
    )


def lines(policy: Policy, file: CaseFile, marks: Marks) -> tuple[CheckLine, ...]:
    """The items that apply: by the group of the reason, or because a mark asks for them."""
    group = policy.reasons[file.case.reason].group
    return tuple(
        _line(policy, file, code, item)
        for code, item in policy.checks.items()
        if _applies(item, group, marks)
    )


def _applies(item: CheckItem, group: str, marks: Marks) -> bool:
    if not item.groups and not item.marks:
        return True
    return group in item.groups or any(name in marks for name in item.marks)


def _line(policy: Policy, file: CaseFile, code: str, item: CheckItem) -> CheckLine:
    answers = [one for one in file.checks if one.item == code]
    answer = answers[-1] if answers else None
    source = answer.source if answer else ""
    words = policy.sources if source in policy.sources else policy.subtypes
    return CheckLine(code, item, answer, word(words, source), len(answers), policy.ground(item))


def _asked(policy: Policy, line: CheckLine) -> str:
    item = line.item
    return policy.finding("check_unanswered", item=item.label, question=item.question).text
