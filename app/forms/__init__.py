"""The printed forms. A new form: one module with FORM and compose, one line here."""

from types import ModuleType

from app.errors import UserError
from app.forms import audit_opinion, refund_notice

FORMS: tuple[ModuleType, ...] = (refund_notice, audit_opinion)


def form_module(code: str) -> ModuleType:
    """The module whose FORM has the code.

    Raises UserError when this program does not know the form: a newer one made it.
    """
    for module in FORMS:
        if code == module.FORM.code:
            return module
    raise UserError(
        "无法出具文书", f"本程序没有文书种类“{code}”，请升级到新版本后再出具。", field="form"
    )
