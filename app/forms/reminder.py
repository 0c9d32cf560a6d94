"""催还通知 (民法典195): what is overdue, by when it is to be paid now, and what follows."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.forms import bank_letters, letters
from app.forms.agreement_parts import role
from app.forms.blocks import Align, Block, Column, RowKind, Table, TableRow, Words
from app.forms.choices import Ask
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, issuer_name, paper
from app.forms.situation import benefit_name
from app.forms.wording import Values, date_values, fill, official_text, one_line
from app.methods.paid_dues import PaidDue
from app.models.terms import PersonStatus
from app.money import yuan_text
from app.rules.capitals import capitals

FORM = Form(
    code="reminder",
    title="催还通知",
    issuer=Issuer.AGENCY,
    group=Group.AGREEMENT,
    asks=(Ask.DEADLINE,),
)

COLUMNS = (("number", 18), ("due", 36), ("amount", 34), ("paid", 34), ("left", 34))
FIRST_SUM = 2  # the first column with amounts
SERVED = "notice_served"  # an act


def compose(facts: PaperFacts) -> Document:
    return paper(FORM, facts, Layout.LETTER, tuple(_letter(facts)))


def overdue(facts: PaperFacts) -> tuple[PaidDue, ...]:
    """The dues that ran out before the day of the paper and are not paid in full."""
    return tuple(one for one in facts.course.dues if one.is_overdue(facts.made_on))


def _letter(facts: PaperFacts) -> Iterator[Block]:
    text = official_text("reminder")
    yield letters.title(facts.title)
    yield letters.number_line(facts, text["number"])
    yield letters.addressee(_addressee(facts, text["addressee"]))
    yield letters.body((*_overpaid(facts, text), *_owed(facts, text)))
    if len(overdue(facts)) > 1:
        yield _table(facts, text["columns"])
    yield letters.body(fill(text["demand"], date_values(facts.deadline)))
    yield letters.body(fill(text["account"], _account(facts)))
    yield letters.body(fill(text["cash"], _account(facts)))
    yield letters.body((text["paid_already"],))
    yield letters.body((text["consequences"],))
    yield letters.body(fill(text["contact"], bank_letters.contact(facts)))
    yield letters.signed_by(text, issuer_name(FORM, facts))


def _addressee(facts: PaperFacts, texts: dict[str, str]) -> Words:
    """Who promised; without a promise the person, or the heirs of a dead one."""
    name, plan = one_line(facts.person.name), facts.plan
    promisor = one_line(plan.promisor_name) if plan else ""
    if role(facts) == "guardian":
        return fill(texts["guardian"], {"promisor": promisor, "name": name})
    if facts.person.status == PersonStatus.DECEASED and not promisor:
        return fill(texts["heirs"], {"name": name})
    return fill(texts["person"], {"name": promisor or name})


def _is_own(facts: PaperFacts) -> bool:
    return role(facts) == "self" and facts.person.status != PersonStatus.DECEASED


def _overpaid(facts: PaperFacts, text: dict[str, str]) -> Words:
    values: Values = {
        "name": one_line(facts.person.name),
        "benefit": benefit_name(facts),
        "amount": yuan_text(facts.amount_fen),
    }
    return fill(text["own" if _is_own(facts) else "other"], values)


def _owed(facts: PaperFacts, text: dict[str, Any]) -> Words:
    """Of a promise what is overdue; without one all that is left."""
    if not facts.plans:
        return _told(facts, text)
    late = overdue(facts)
    kinds = dict.fromkeys(text["ways"][plan.kind.value] for plan in facts.plans)
    values: Values = {"you": "" if _is_own(facts) else text["you"], "way": "、".join(kinds)}
    if not late:
        return fill(text["overdue_unknown"], values)
    due = [one for one in facts.course.dues if one.due.last_day < facts.made_on]
    left = sum(one.left_fen for one in late)
    values |= {
        "due": yuan_text(sum(one.due.fen for one in due)),
        "paid": yuan_text(sum(one.paid_fen for one in due)),
        "overdue": yuan_text(left),
        "capitals": capitals(left),
    }
    return fill(text["agreed"], values | date_values(facts.made_on))


def _told(facts: PaperFacts, text: dict[str, Any]) -> Words:
    served = facts.act(SERVED)
    until = fill(text["until"], date_values(served.until)) if served and served.until else ()
    values: Values = {
        "until": "".join(map(str, until)),
        "left": yuan_text(facts.left_fen),
        "capitals": capitals(facts.left_fen),
    }
    return fill(text["told"], values | date_values(facts.made_on))


def _account(facts: PaperFacts) -> Values:
    values: Values = {
        "case_number": one_line(facts.case.number),
        "preparer": one_line(facts.office.name),
    }
    if facts.account:
        values |= {
            "account_name": one_line(facts.account.account_name),
            "bank": one_line(facts.account.bank),
            "account_number": one_line(facts.account.account_number),
        }
    return values


def _table(facts: PaperFacts, texts: dict[str, str]) -> Table:
    columns = tuple(
        Column(texts[name], width, Align.RIGHT if at >= FIRST_SUM else Align.CENTRE)
        for at, (name, width) in enumerate(COLUMNS)
    )
    late = overdue(facts)
    total: tuple[Words, ...] = ((texts["sum"],), (), *_sums(late))
    return Table(columns, (*_rows(late, texts), TableRow(total, RowKind.SUM)))


def _rows(late: Sequence[PaidDue], texts: dict[str, str]) -> Iterator[TableRow]:
    for one in late:
        month: Values = {"year": one.due.month.year, "month": one.due.month.number}
        yield TableRow(((str(one.due.number),), fill(texts["month"], month), *_sums([one])))


def _sums(dues: Sequence[PaidDue]) -> tuple[Words, ...]:
    sums = (
        sum(one.due.fen for one in dues),
        sum(one.paid_fen for one in dues),
        sum(one.left_fen for one in dues),
    )
    return tuple((yuan_text(fen),) for fen in sums)
