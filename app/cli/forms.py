"""The verb forms: what can be printed. It needs no case book."""

from datetime import date
from typing import Any

from app.forms import FORMS
from app.forms.form import Form


def forms() -> list[dict[str, Any]]:
    """Every edition of every form, in the order they are offered."""
    return [_told(module.FORM) for module in FORMS]


def _told(form: Form) -> dict[str, Any]:
    """from, until: the days it may be issued on; None where nothing limits them."""
    return {
        "code": form.code,
        "title": form.title,
        "group": form.group.value,
        "issuer": form.issuer.value,
        "issued_by": form.issuer.label,
        "edition": form.edition,
        "from": None if form.valid_from == date.min else form.valid_from.isoformat(),
        "until": None if form.valid_until == date.max else form.valid_until.isoformat(),
        "copies": form.copies,
        "numbered": form.is_numbered,
    }
