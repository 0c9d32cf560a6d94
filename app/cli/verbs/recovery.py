"""Verbs of one case, from its verification to the last receipt."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from app.cli.answers import Answer, day
from app.cli.calc import month
from app.cli.shown import followed, shown
from app.cli.verbs.words import Verbs, book, code, pairs
from app.errors import UserError
from app.models.terms import MethodCode, PlanKind, VerificationResult
from app.money import fen_from_yuan
from app.services import cases, decisions, evidence, plans, receipts
from app.services.case_view import case_view
from app.services.office import Office
from app.services.plans import PlanEntry
from app.services.receipts import ReceiptEntry


def _show(office: Office, asked: Namespace) -> Answer:
    return shown(case_view(office, asked.number)) | followed(office, asked.number)


def _correct(office: Office, asked: Namespace) -> Answer:
    cases.correct(office, asked.number, **pairs(asked.changes, "无法更正"))
    return _show(office, asked)


def _verify(office: Office, asked: Namespace) -> Answer:
    case = cases.verify(
        office,
        asked.number,
        by=asked.by,
        on=day(asked.on, "核实日期", "on"),
        result=VerificationResult(asked.result),
        findings=asked.findings,
    )
    return {"number": case.number, "state": case.state.label}


def _evidence(office: Office, asked: Namespace) -> Answer:
    policy = book(office, asked.number)
    entered: dict[str, object] = {
        "category": code(policy.categories, asked.category, "人员类别", "category"),
        "document": asked.document,
        "document_number": asked.no or "",
        "issued_on": day(asked.issued, "出具日期", "issued"),
        "note": asked.note or "",
    }
    if asked.until:
        entered["valid_until"] = day(asked.until, "有效期至", "until")
    if asked.department:
        entered["department"] = code(policy.departments, asked.department, "出具单位", "department")
    scan = Path(asked.file) if asked.file else None
    stored = evidence.add_evidence(office, asked.number, scan=scan, **entered)
    return {"number": asked.number, "evidence": stored.id}


def _choose(office: Office, asked: Namespace) -> Answer:
    methods = book(office, asked.number).methods
    method = MethodCode(code(methods, asked.method, "追缴方式", "method"))
    decisions.choose(
        office,
        asked.number,
        method,
        reason=asked.reason,
        rank=asked.rank,
        beside=asked.beside,
    )
    return {"number": asked.number, "method": method.value, "label": method.label}


def _plan(office: Office, asked: Namespace) -> Answer:
    relations = book(office, asked.number).relations
    entry = PlanEntry(
        kind=_plan_kind(asked),
        **_plan_terms(asked),
        promisor_name=asked.promisor,
        promisor_id_number=asked.promisor_id,
        promisor_phone=asked.promisor_phone,
        relation=asked.relation and code(relations, asked.relation, "关系", "relation"),
    )
    preview = plans.make_plan(office, asked.number, entry)
    schedule = preview.schedule
    return {
        "number": asked.number,
        "kind": schedule.kind.value,
        "least_fen": preview.least_fen,
        "each_fen": schedule.each_fen,
        "last_fen": schedule.last_fen,
        "periods": schedule.periods,
        "until": schedule.until,
        "warnings": [f"{warning.text}（{warning.ground}）" for warning in preview.warnings],
    }


def _plan_kind(asked: Namespace) -> PlanKind:
    if asked.lump:
        return PlanKind.LUMP
    return PlanKind.INSTALMENTS if asked.instalments is not None else PlanKind.MONTHLY


def _plan_terms(asked: Namespace) -> dict[str, Any]:
    return {
        "pay_by": day(asked.lump, "退回日期", "lump") if asked.lump else None,
        "periods": asked.instalments,
        "whole_yuan": asked.round == "yuan",
        "monthly_fen": fen_from_yuan(asked.monthly, field="monthly") if asked.monthly else None,
        "first_month": month(asked.first, "from") if asked.first else None,
        "part_fen": fen_from_yuan(asked.part, field="part") if asked.part else None,
        "is_beside": asked.beside,
        "approved_by": asked.approved_by,
        "approval_number": asked.approval,
        "approval_reason": asked.approval_reason,
    }


def _receipt(office: Office, asked: Namespace) -> Answer:
    funding = book(office, asked.number).funding_sources
    entry = ReceiptEntry(
        fen=fen_from_yuan(asked.yuan, field="yuan"),
        channel=code(book(office, asked.number).channels, asked.channel, "追回渠道", "channel"),
        received_on=day(asked.on, "到账日期", "on"),
        funding=asked.funding and code(funding, asked.funding, "资金来源", "funding"),
        payer=asked.payer,
        give_back=asked.give_back,
        voucher=asked.voucher,
    )
    receipts.add_receipt(office, asked.number, entry)
    view = case_view(office, asked.number)
    return {
        "number": asked.number,
        "recovered_fen": view.file.recovered_fen,
        "left_fen": view.file.left_fen,
        "state": view.case.state.label,
    }


def _assess(office: Office, asked: Namespace) -> Answer:
    cases.assess(office, asked.number, fen_from_yuan(asked.yuan, field="yuan"))
    return _show(office, asked)


def _deposit(office: Office, asked: Namespace) -> Answer:
    on = day(asked.on, "存入财政专户日期", "on")
    receipts.record_deposit(office, _receipt_id(office, asked), on=on)
    return {"number": asked.number, "receipt": asked.receipt, "deposited_on": asked.on}


def _reverse(office: Office, asked: Namespace) -> Answer:
    receipts.reverse_receipt(office, _receipt_id(office, asked), reason=asked.reason)
    return _show(office, asked)


def _receipt_id(office: Office, asked: Namespace) -> int:
    """The receipt that stands at a place in the case, counted from 1."""
    lines = case_view(office, asked.number).receipts
    if not 1 <= asked.receipt <= len(lines):
        advice = f"个案 {asked.number} 有 {len(lines)} 笔到账，请填写 1 起的序号。"
        raise UserError("找不到这笔到账", advice, field="receipt")
    return lines[asked.receipt - 1].receipt.id or 0


VERBS: Verbs = {
    "show": _show,
    "correct": _correct,
    "verify": _verify,
    "evidence": _evidence,
    "choose": _choose,
    "plan": _plan,
    "receipt": _receipt,
    "assess": _assess,
    "deposit": _deposit,
    "reverse": _reverse,
}
