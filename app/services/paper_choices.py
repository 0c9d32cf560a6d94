"""What is asked when a paper is issued: what may be chosen, what is usual, what is refused."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.errors import UserError
from app.forms.choices import Ask, Choices
from app.forms.form import Form
from app.forms.wording import day_text, one_line
from app.models import IssuedDocument
from app.models.terms import PersonStatus
from app.rules.procedure.guards import hindrances
from app.rules.procedure.kinds import Paper
from app.services.addressees import TRANSFERS, department_asked, transfer_due
from app.services.case_file import CaseFile, last
from app.services.handing import choices_of
from app.services.paper_setting import PaperSetting

MOST_COPIES = 9
LONGEST_NAME, LONGEST_REASON = 60, 200  # characters
TYPED = (Ask.DECLARANT, Ask.ADDRESSEE, Ask.RECIPIENT)


@dataclass(frozen=True)
class Question:
    """One field to fill in. options: codes and their words, all there are; for a name those known
    (it may be another one). usual: what is taken where nothing is chosen. hint: for the clerk.
    """

    ask: Ask
    options: tuple[tuple[str, str], ...] = ()
    usual: str = ""
    hint: str = ""

    @property
    def is_closed(self) -> bool:
        """Whether only its options may be chosen."""
        return bool(self.options) and self.ask not in TYPED


def questions_of(at: PaperSetting, paper: Paper, form: Form) -> tuple[Question, ...]:
    """What the form asks, in its order; first why, where it replaces a paper in force."""
    why = (Ask.REASON,) if replaced(at.file, paper) else ()
    return tuple(_question(at, paper, ask) for ask in (*why, *form.asks))


def replaced(file: CaseFile, paper: Paper) -> IssuedDocument | None:
    """The paper that one issued now would make void; None where none is in force."""
    if not paper.in_force_once:
        return None
    return last(one for one in file.documents if one.form == paper.form)


def settled(at: PaperSetting, paper: Paper, form: Form, choices: Choices) -> Choices:
    """What was chosen, and what is usual where nothing was.

    Raises UserError naming the field: not asked by this form, not to be chosen, or too early.
    """
    questions = {question.ask: question for question in questions_of(at, paper, form)}
    for ask in Ask:
        if ask not in questions and getattr(choices, ask):
            raise _refused(paper, ask, f"《{paper.label}》没有“{ask.label}”这一项。")
    taken: dict[str, Any] = {ask: one_line(getattr(choices, ask)) for ask in TYPED}
    for ask, question in questions.items():
        chosen = taken.get(ask, getattr(choices, ask))
        if chosen not in ("", None):
            _check(at, paper, question, chosen)
        elif question.usual:
            taken[ask] = question.usual
    return replace(choices, **taken)


def earliest_deadline(at: PaperSetting, paper: Paper) -> date:
    """Today, or the end of the term that the paper must leave, were it served today."""
    return at.terms.deadline(paper.least_term, at.today).last_day if paper.least_term else at.today


def _question(at: PaperSetting, paper: Paper, ask: Ask) -> Question:
    policy, file = at.policy, at.file
    match ask:
        case Ask.DEPARTMENT:
            words = tuple((code, one.label) for code, one in policy.departments.items())
            return Question(ask, words, department_asked(policy, file))
        case Ask.TRANSFER:
            usual = transfer_due(policy, file, at.marks, at.today)
            words = tuple((kind, policy.milestones[kind].label) for kind in _transfers(at))
            return Question(ask, words, usual)
        case Ask.PAPER:
            return Question(ask, tuple(choices_of(policy, file, at.marks)))
        case Ask.MANNER:
            manners = policy.delivery_manners.items()
            return Question(ask, tuple((code, one.label) for code, one in manners))
        case Ask.RECIPIENT:
            alive = file.person.status != PersonStatus.DECEASED
            return Question(ask, _names(at), file.person.name if alive else "")
        case Ask.DEADLINE:
            earliest = day_text(earliest_deadline(at, paper))
            return Question(ask, hint=f"不早于{earliest}，不填留空手写")
        case Ask.COPIES:
            return Question(ask, hint="不填按文书的份数")
        case Ask.REASON:
            old = replaced(file, paper)
            return Question(ask, hint=f"{day_text(old.issued_on)}出具的一份将作废" if old else "")
        case _:
            return Question(ask, _names(at), hint="不填按个案登记的内容")


def _transfers(at: PaperSetting) -> list[str]:
    """Those that may be made today, or were made."""
    return [kind for kind in TRANSFERS if kind in at.marks or not any(_hindered(at, kind))]


def _hindered(at: PaperSetting, kind: str) -> list[str]:
    found = hindrances(at.policy, kind, state=at.file.case.state, marks=at.marks, on=at.today)
    return [f"{finding.text}（{finding.ground}）" for finding in found]


def _names(at: PaperSetting) -> tuple[tuple[str, str], ...]:
    """The people of the case: the person, who promised, who is liable."""
    file, plan = at.file, last(at.file.plans_in_force)
    dead = file.person.status == PersonStatus.DECEASED
    promisor = [plan.promisor_name] if plan and plan.promisor_name else []
    own = [] if dead else [file.person.name]
    names = dict.fromkeys((*own, *promisor, *(one.name for one in file.liable)))
    return tuple((name, name) for name in names)


def _check(at: PaperSetting, paper: Paper, question: Question, chosen: object) -> None:
    ask = question.ask
    if ask == Ask.TRANSFER and chosen in TRANSFERS and chosen not in dict(question.options):
        raise _refused(paper, ask, "".join(_hindered(at, str(chosen))))
    if question.is_closed and chosen not in dict(question.options):
        known = "、".join(words for _code, words in question.options)
        raise _refused(paper, ask, f"“{ask.label}”请在列表中选择：{known}。")
    if isinstance(chosen, date) and chosen < (earliest := earliest_deadline(at, paper)):
        why = "早于今天" if earliest == at.today else f"早于 {earliest}，期限不足"
        raise _refused(paper, ask, f"“{ask.label}”{chosen} {why}，请改后再出具。")
    if isinstance(chosen, int) and not 1 <= chosen <= MOST_COPIES:
        raise _refused(paper, ask, f"“{ask.label}”应为 1 至 {MOST_COPIES} 份。")
    longest = LONGEST_NAME if ask in TYPED else LONGEST_REASON
    if len(str(chosen)) > longest:
        raise _refused(paper, ask, f"“{ask.label}”不能超过 {longest} 个字。")


def _refused(paper: Paper, ask: Ask, advice: str) -> UserError:
    return UserError(f"暂不能出具《{paper.label}》", advice, field=ask.value)
