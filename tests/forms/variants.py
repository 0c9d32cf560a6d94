"""Every form for every reason and every role, kept as what changes: tests/data/forms/variants.

A file holds one whole text, then the lines that another reason or another person brings (＋) or
takes away (－); what changes nothing is not there. The reason's own name is written 【多领原因】.
After a change that is meant: python -m tests.forms.variants, then read the difference in git.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path

from app.folders import POLICY
from app.forms import FORMS
from app.models.terms import LiableRole, PersonStatus, PlanKind
from app.rules.policy import load_policy
from tests.forms.golden import lines_of
from tests.forms.samples import INSTALMENTS, LUMP, a_case, a_person, a_plan, facts, known, progress

FOLDER = Path(__file__).parents[1] / "data" / "forms" / "variants"
NAMED = "【多领原因】"
FIRST = ("duplicate_employee", "本人")
USUAL = "430321195003081012"
MINOR = "43032120150308101X"  # seven years old when the papers are made


def _role(relation="self", label="本人", promisor="张三", **more):
    person = more.pop("person", {})
    plan = a_plan(
        PlanKind.INSTALMENTS,
        owed_fen=349_100,
        each_fen=29_100,
        periods=12,
        first_month="2022-10",
        promisor_name=promisor,
        relation=relation,
    )
    return {"person": a_person(**person), "plans": (plan,), "relation_label": label, **more}


ROLES = {
    "本人": _role(),
    "死者，继承人承诺": _role(
        *("child", "子女", "李小明"),
        person={"status": PersonStatus.DECEASED, "status_on": date(2019, 11, 23)},
        liable=(known.an_heir(),),
    ),
    "未成年人，监护人承诺": _role("guardian", "监护人", "李四", person={"id_number": MINOR}),
    "服刑人员": _role(person={"status": PersonStatus.IN_PRISON, "status_on": date(2021, 3, 15)}),
    "下落不明": _role(person={"status": PersonStatus.MISSING, "status_on": date(2021, 3, 15)}),
    "单位承诺": _role(
        *("employer", "单位", "石桥机械厂"),
        liable=(
            known.an_heir("石桥机械厂", role=LiableRole.UNIT, relation="employer", limit_fen=None),
        ),
    ),
}


@cache
def reasons():
    """code -> its words and group, of the book of Hunan."""
    return load_policy(POLICY).reasons


def composed(module, reason, role):
    rule, entered = reasons()[reason], ROLES[role]
    said = {
        name: getattr(LUMP, name)
        for name in ("basis", "cards", "served", "manner", "transfer", "proofs", "exhibits")
    }
    promisor = entered["plans"][0].promisor_name
    case = a_case(reason=reason, reason_note="另有情形" if reason == "other" else "")
    own = {
        "title": module.FORM.title,
        "case": case,
        "reason_label": NAMED,
        "acts": tuple(_told_to(act, promisor) for act in LUMP.acts),
        "reason_group": rule.group,
        "materials": INSTALMENTS.materials,
        "ability": known.ABILITY,
        "course": progress.a_course(entered["plans"]),
    }
    return module.compose(replace(facts(), **said | entered | own))


def _told_to(act, promisor):
    """A decision is served to whoever answers for the debt."""
    return act.model_copy(update={"party": promisor}) if act.party == "张三" else act


def lines(document):
    """The age shows where it matters, not in every number."""
    text = "\n".join(lines_of(document)).replace(MINOR, USUAL)
    return [line for line in text.split("\n") if line.strip()]


def variants(module):
    """Every reason with every role, and the paper then."""
    return {pair: composed(module, *pair) for pair in product(reasons(), ROLES)}


def told(module, found) -> str:
    """The file of a form, from what `variants` gave."""
    said = {pair: lines(document) for pair, document in found.items()}
    first = said[FIRST]
    by_reason = {reason: changed(first, said[reason, FIRST[1]]) for reason in reasons()}
    by_role = {role: changed(first, said[FIRST[0], role]) for role in ROLES}
    parts = [
        f"《{module.FORM.title}》",
        f"\n== 全文：{reasons()[FIRST[0]].label}，{FIRST[1]}\n",
        *first,
        *_part("多领原因不同的", {reasons()[code].label: one for code, one in by_reason.items()}),
        *_part("当事人、承诺人不同的", by_role),
    ]
    both = {}
    for (reason, role), text in said.items():
        expected = {*(f"＋{line}" for line in first), *by_reason[reason], *by_role[role]}
        extra = [f"＋{line}" for line in text if f"＋{line}" not in expected]
        both[f"{reasons()[reason].label} · {role}"] = tuple(extra)
    return "\n".join([*parts, *_part("两者同时不同才有的", both)]) + "\n"


def changed(first, text) -> tuple[str, ...]:
    before, after = set(first), set(text)
    gone = [f"－{line}" for line in first if line not in after]
    return (*gone, *(f"＋{line}" for line in text if line not in before))


def _part(title, changes) -> Iterator[str]:
    """Who brings the same lines is named together."""
    together: dict[tuple[str, ...], list[str]] = {}
    for name, one in changes.items():
        if one:
            together.setdefault(one, []).append(name)
    if together:
        yield f"\n== {title}"
    for one, names in together.items():
        yield "\n" + "、".join(names) + "："
        yield from one


def file_of(module):
    return FOLDER / f"{module.FORM.code}.txt"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for module in FORMS:
        file_of(module).write_text(told(module, variants(module)), encoding="utf-8")
