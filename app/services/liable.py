"""责任人: heirs, the actual recipient, a guardian or a unit, each with share and limit.

Nobody is asked for more than is left, no heir for more than the estate gave them.
"""

from datetime import date

from app.errors import UserError
from app.models import LiablePerson
from app.models.terms import EventKind, LiableRole
from app.money import yuan_text
from app.rules.policy import Policy
from app.services.acts import finish, refuse_closed
from app.services.case_file import CaseFile, open_file
from app.services.days import check_day
from app.services.office import Office
from app.services.people import change, with_number_of
from app.storage.database import transaction

TITLE = "无法登记责任人"
SELF = "self"  # the relation 本人, who is no further person


def set_liable(
    office: Office, number: str, *, uid: str | None = None, **entered: object
) -> LiablePerson:
    """Add a person liable in a case, or change one; fields are named as in LiablePerson.

    Raises UserError naming the field refused. That an heir renounced is for `renounce`.
    """
    if "renounced_on" in entered:
        advice = "放弃继承须有书面材料，请用“放弃继承”登记。"
        raise UserError(TITLE, advice, field="renounced_on")
    entered = with_number_of(entered, "id_number", whose="责任人")
    with transaction(office.database) as session:
        file = open_file(session, number)
        refuse_closed(file.case, TITLE)
        details: dict[str, object] = {"old": {}}
        if uid is None:
            person = LiablePerson.new(**entered | {"case_id": file.case.id})
            session.add(person)
        else:
            person = _known(file, uid)
            old, new = change(person, entered)
            if not old:
                return person
            details = {"uid": uid, "old": old, "new": new}
        _check(office.policy_of(file.case), file, person)
        summary = f"登记责任人：{person.role.label}{person.name}"
        finish(office, session, file.case, EventKind.LIABLE, summary, details=details)
    return person


def renounce(office: Office, number: str, uid: str, *, on: date, document: str) -> LiablePerson:
    """An heir renounced in writing and owes nothing from now (民法典1124、1161).

    Raises UserError naming the field refused; "role" when the person is no heir.
    """
    title = "无法登记放弃继承"
    with transaction(office.database) as session:
        file = open_file(session, number)
        refuse_closed(file.case, TITLE)
        person = _known(file, uid)
        if person.role != LiableRole.HEIR:
            raise UserError(title, "只有继承人才能放弃继承，请核对责任人身份。", field="role")
        if person.renounced_on:
            advice = f"{person.name}已于 {person.renounced_on} 放弃继承。"
            raise UserError(title, advice, field="renounced_on")
        if not document.strip():
            advice = "放弃继承须以书面作出，请填写材料名称。"
            raise UserError(title, advice, field="document")
        check_day(office, on, "书面放弃继承日期", field="renounced_on")
        if file.person.status_on and on < file.person.status_on:
            advice = f"{on} 早于死亡日期 {file.person.status_on}，继承开始后才能放弃，请核对。"
            raise UserError(title, advice, field="renounced_on")
        note = "；".join(filter(None, [person.note, document.strip()]))
        old, new = change(person, {"share_fen": None, "renounced_on": on, "note": note})
        summary = f"{person.name}于 {on} 书面放弃继承（{document.strip()}）"
        details = {"uid": uid, "old": old, "new": new}
        finish(office, session, file.case, EventKind.LIABLE, summary, details=details)
    return person


def remove_liable(office: Office, number: str, uid: str, *, reason: str) -> None:
    """Take a person entered by mistake off the case; the log keeps all that was entered.

    Raises UserError (note) without a reason.
    """
    with transaction(office.database) as session:
        file = open_file(session, number)
        refuse_closed(file.case, TITLE)
        person = _known(file, uid)
        if not reason.strip():
            raise UserError("无法删除责任人", "请填写原因。", field="note")
        old = {name: str(value) for name, value in person.model_dump(exclude={"id"}).items()}
        session.delete(person)
        summary = f"删除责任人：{person.role.label}{person.name}（{reason.strip()}）"
        details = {"old": old, "new": {}}
        finish(office, session, file.case, EventKind.LIABLE, summary, details=details)


def _known(file: CaseFile, uid: str) -> LiablePerson:
    found = next((person for person in file.liable if person.uid == uid), None)
    if found is None:
        raise UserError("找不到责任人", f"个案 {file.case.number} 没有这名责任人，请刷新后重试。")
    return found


def _check(policy: Policy, file: CaseFile, person: LiablePerson) -> None:
    if person.relation == SELF or person.relation not in {"", *policy.relations}:
        advice = "请在列表中选择责任人与当事人关系，责任人不是当事人本人。"
        raise UserError(TITLE, advice, field="relation")
    others = [one for one in file.liable if one.uid != person.uid]
    _check_number(file, person, others)
    share, most = person.share_fen or 0, person.limit_fen
    if most is not None and share > most:
        advice = f"继承人应承担的金额不能多于所得遗产实际价值 {yuan_text(most)} 元，请减少。"
        raise UserError(TITLE, advice, field="share_fen")
    room = max(0, file.left_fen - sum(one.share_fen or 0 for one in others))
    if share > room:
        advice = (
            f"尚欠 {yuan_text(file.left_fen)} 元，其他责任人已承担的扣除后还有 "
            f"{yuan_text(room)} 元，请减少。"
        )
        raise UserError(TITLE, advice, field="share_fen")


def _check_number(file: CaseFile, person: LiablePerson, others: list[LiablePerson]) -> None:
    """A further person, and nobody twice in the same role."""
    if person.id_number and person.id_number == file.person.id_number:
        advice = "责任人的证件号码与当事人相同，请核对。"
        raise UserError("责任人证件号码有误", advice, field="id_number")
    for other in others:
        same = person.id_number and other.id_number == person.id_number
        nameless = not person.id_number and not other.id_number and other.name == person.name
        if (same or nameless) and other.role == person.role:
            advice = f"{person.role.label}“{other.name}”已经登记，请修改原来的一条。"
            raise UserError(TITLE, advice, field="name")
