"""Verbs of the whole case book: the office, workbooks that come in, lists, settings."""

from argparse import Namespace

from app.cli.answers import Answer
from app.cli.plain import plain
from app.cli.verbs.exports import month_asked
from app.cli.verbs.words import Verbs, code, pairs
from app.services import settings, summaries
from app.services.monthly import monthly_report
from app.services.office import Office


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


def _monthly(office: Office, asked: Namespace) -> Answer:
    report = monthly_report(office, month_asked(office, asked))
    told: dict[str, object] = plain(report)
    total = report.total
    check = {"fen": total.difference_fen, "cases": total.difference_cases}
    return told | {"difference": check}


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
    "monthly": _monthly,
    "account": _account,
    "settings": _settings,
}
