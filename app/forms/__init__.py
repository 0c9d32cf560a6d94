"""The printed forms. How to add one, in five steps:

1. Its words go into assets/forms/<name>.toml: `{name|____}` for what we fill, with what is printed
   while nothing is known; `____` for the pen (each _ half a character). Official texts word for
   word, the rest in plain official Chinese. No Chinese sentence stands in Python.
2. One module app/forms/<name>.py: FORM = Form(code, title, issuer, group, …), and
   `compose(facts) -> Document` ending in `paper(FORM, facts, Layout.…, side, …)`. A side is a tuple
   of blocks (blocks.py) and starts a page. Copy stop_payment.py for a letter (parts in letters.py),
   delivery_receipt.py for a table (cells in cells.py); a long list is a Table, landscape with
   Layout.LEDGER. Values come from PaperFacts through `one_line` or `fill`; a form looks nothing up.
   A fact that PaperFacts lacks is an optional field there, filled by services/paper_facts.py; what
   only the clerk knows is asked: Form.asks, a field of Choices (choices.py). The paper's own number
   and day are Slots (letters.number_line, letters.issue_day): nobody knows them yet.
3. One line in FORMS, in the order they are offered. The issuer is the county's (AGENCY, BUREAU) for
   whatever binds somebody; the township only prepares and serves.
4. `python -m tests.forms.golden` and `python -m tests.forms.variants` write the golden texts, whole
   ones and what changes with reason and role; read them as the citizen and the lawyer will.
5. Tests of what changes with the case (dead, minor, in prison, nothing known) in
   tests/forms/test_<name>.py; fit, words, bytes and issuer are tested for every form by themselves.
   Look at each page once, full and nearly empty: pdftoppm -r 75 -png.

A later edition is a new module with the same code, the next edition number and its valid_from; the
old one ends with valid_until and stays.
"""

from datetime import date
from types import ModuleType

from app.errors import UserError
from app.forms import (
    announcement,
    assist_letter,
    assistance_application,
    assistance_report,
    audit_opinion,
    benefit_stop_notice,
    calculation,
    case_index,
    closing_approval,
    delivery_receipt,
    demand_to_perform,
    dishonesty_notice,
    donation_statement,
    enforcement_application,
    inheritance_statement,
    inquiry_record,
    jiangxi_audit_opinion,
    jiangxi_refund_notice,
    lift_payment,
    materials_request,
    offset_agreement,
    refund_notice,
    reminder,
    repayment_agreement,
    repayment_schedule,
    resume_approval,
    settlement_certificate,
    stop_payment,
    transfer_letter,
    visit_record,
)

FORMS: tuple[ModuleType, ...] = (
    visit_record,
    inquiry_record,
    assist_letter,
    calculation,
    refund_notice,
    audit_opinion,
    jiangxi_refund_notice,
    jiangxi_audit_opinion,
    stop_payment,
    benefit_stop_notice,
    delivery_receipt,
    repayment_agreement,
    offset_agreement,
    repayment_schedule,
    reminder,
    inheritance_statement,
    assistance_application,
    materials_request,
    assistance_report,
    donation_statement,
    transfer_letter,
    dishonesty_notice,
    demand_to_perform,
    enforcement_application,
    announcement,
    settlement_certificate,
    lift_payment,
    resume_approval,
    closing_approval,
    case_index,
)


def form_module(code: str) -> ModuleType:
    """The newest edition of the form with the code.

    Raises UserError naming the forms there are.
    """
    return max(_editions(code), key=lambda module: module.FORM.edition)


def form_on(code: str, day: date) -> ModuleType:
    """The edition of a form that may be issued on a day.

    Raises UserError when there is none.
    """
    for module in _editions(code):
        if module.FORM.is_valid_on(day):
            return module
    title = form_module(code).FORM.title
    raise UserError(
        "无法出具文书", f"《{title}》在该日期没有有效的文本，请核对出具日期。", field="form"
    )


def _editions(code: str) -> list[ModuleType]:
    editions = [module for module in FORMS if code == module.FORM.code]
    if not editions:
        known = "、".join(f"{module.FORM.code}（{module.FORM.title}）" for module in FORMS)
        raise UserError("无法出具文书", f"没有文书种类“{code}”，可用的有：{known}。", field="form")
    return editions
