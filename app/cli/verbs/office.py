"""Verbs of the whole case book: the office, workbooks in and out, lists, settings."""

import os
from argparse import Namespace
from pathlib import Path

from app.cli.answers import Answer
from app.cli.calc import month
from app.cli.plain import plain
from app.cli.verbs.words import Verbs, code, pairs
from app.errors import UserError
from app.models.month import Month
from app.services import settings, summaries
from app.services.exporting import Wanted, export_ledger
from app.services.monthly import monthly_report
from app.services.office import Office
from app.services.printed_lists import LISTS, save_list


def _init(office: Office, _asked: Namespace) -> Answer:
    return {"office": settings.profile(office).name, "clerk": office.clerk}


def _cases(office: Office, asked: Namespace) -> Answer:
    return [
        {
            "number": row.number,
            "name": row.name,
            "id_number": row.id_number,
            "insurance": row.insurance,
            "reason": row.reason,
            "from": row.first_month,
            "until": row.last_month,
            "amount_fen": row.amount_fen,
            "recovered_fen": row.recovered_fen,
            "village": row.village,
            "state": row.state.label,
        }
        for row in summaries.case_rows(office, asked.query)
    ]


def _export(office: Office, asked: Namespace) -> Answer:
    path = Path(asked.out)
    if path.suffix.lower() == ".pdf":
        document = LISTS[asked.what](office, _month(office, asked))
        save_list(office, document, path)
        return {"file": asked.out, "title": document.title}
    if asked.what != "ledger":
        raise UserError("无法导出", "送达清单和月报请导出为 .pdf，台账可以是 .xlsx。", field="out")
    return {"file": asked.out, "rows": export_ledger(office, path, _wanted(asked))}


def _wanted(asked: Namespace) -> Wanted:
    password = ""
    if asked.password_env:
        password = os.environ.get(asked.password_env, "")
        if not password:
            advice = f"请在环境变量 {asked.password_env} 中给出打开表格的口令。"
            raise UserError("没有口令", advice, field="password")
    return Wanted(password, only_changed=asked.changed, is_handed=asked.handed)


def _monthly(office: Office, asked: Namespace) -> Answer:
    report = monthly_report(office, _month(office, asked))
    told: dict[str, object] = plain(report)
    total = report.total
    check = {"fen": total.difference_fen, "cases": total.difference_cases}
    return told | {"difference": check}


def _month(office: Office, asked: Namespace) -> Month:
    return month(asked.month, "month") if asked.month else Month.of(office.today())


def _account(office: Office, asked: Namespace) -> Answer:
    insurance = code(office.policy.insurances, asked.insurance, "险种", "insurance")
    settings.set_fund_account(
        office,
        insurance=insurance,
        bank=asked.bank,
        account_number=asked.number,
        account_name=asked.name,
    )
    return {"insurance": insurance}


def _settings(office: Office, asked: Namespace) -> Answer:
    """The settings, after those named were changed."""
    entered = pairs(asked.entered, "无法修改设置")
    days = {code: entered.pop(code) for code in office.policy.legal_terms if code in entered}
    profile = settings.profile(office)
    if days:
        entered["term_days"] = profile.term_days | days
    if entered:
        profile = settings.change_profile(office, **entered)
    return profile.model_dump(mode="json", exclude={"id", "uid", "rules_hash"})


VERBS: Verbs = {
    "init": _init,
    "cases": _cases,
    "export": _export,
    "monthly": _monthly,
    "account": _account,
    "settings": _settings,
}
