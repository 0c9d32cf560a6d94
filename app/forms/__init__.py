"""The printed forms. A new form: one module with FORM and compose, one line here."""

from types import ModuleType

from app.errors import UserError
from app.forms import audit_opinion, delivery_receipt, refund_notice, stop_payment

FORMS: tuple[ModuleType, ...] = (
    refund_notice,
    audit_opinion,
    stop_payment,
    delivery_receipt,
)


def form_module(code: str) -> ModuleType:
    """The module whose FORM has the code.

    Raises UserError naming the forms there are.
    """
    for module in FORMS:
        if code == module.FORM.code:
            return module
    known = "、".join(f"{module.FORM.code}（{module.FORM.title}）" for module in FORMS)
    raise UserError("无法出具文书", f"没有文书种类“{code}”，可用的有：{known}。", field="form")
