"""Verbs of the whole case book: the office, workbooks that come in, lists, settings."""

from argparse import Namespace

from app.cli.answers import Answer
from app.cli.plain import plain
from app.cli.verbs.exports import month_asked
from app.cli.verbs.words import Verbs, code, pairs
from app.errors import UserError
from app.models import OfficeProfile
from app.models.base import label
from app.services import settings, summaries
from app.services.monthly import monthly_report
from app.services.office import Office

UNASKED = {"id", "uid", "rules_hash"}  # of the profile: the program's own
TERM_DAYS = "term_days"  # set by the codes of the terms


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
    _check_known(office, entered)
    profile = settings.profile(office)
    if days:
        entered[TERM_DAYS] = profile.term_days | days
    if entered:
        profile = settings.change_profile(office, **entered)
    return profile.model_dump(mode="json", exclude=UNASKED)


def _check_known(office: Office, entered: dict[str, object]) -> None:
    """Raises UserError with all that may be set, as it is typed, when a name is none of it."""
    fields = [name for name in OfficeProfile.model_fields if name not in {*UNASKED, TERM_DAYS}]
    unknown = [name for name in entered if name not in fields]
    if not unknown:
        return
    known = {name.replace("_fen", "_yuan"): label(OfficeProfile, name) for name in fields}
    terms = office.policy.legal_terms.items()
    known |= {code: term.label for code, term in terms if term.adjustable and term.days}
    told = "、".join(f"{name}（{words}）" for name, words in known.items())
    advice = f"没有“{unknown[0]}”这一项。可以设置的有：{told}。"
    raise UserError("无法修改设置", advice, field=unknown[0])


VERBS: Verbs = {
    "init": _init,
    "cases": _cases,
    "monthly": _monthly,
    "account": _account,
    "settings": _settings,
}
