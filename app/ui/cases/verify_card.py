"""核实结论: confirmed or dismissed, by whom, on what; taken back the same way."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.errors import UserError
from app.models import Verification
from app.models.base import label
from app.models.terms import CaseState, VerificationResult
from app.services.case_view import CaseView
from app.ui.cases.entries import terms
from app.ui.choices import CodeCombo
from app.ui.fields import DateEdit, Entry, NoteEdit
from app.ui.widgets.areas import bring_to_sight
from app.ui.widgets.form import Form
from app.ui.widgets.texts import Card, button, text_label


class VerifyCard(Card):
    """Signals:
    verified(dict): by, on, result, findings, as services.cases.verify takes them.
    refused(UserError): something cannot be read.
    """

    verified = Signal(object)
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__("核实结论")
        self.form = Form(3, column_ems=11)
        self.save = button("保存核实结论", "check", role="primary")
        self.again = button("更改核实结论", role="link")
        self.past = text_label("", wrap=True)
        by, on = label(Verification, "verified_by"), label(Verification, "verified_on")
        self.form.add("verified_by", f"{by} *", Entry())
        self.form.add("verified_on", f"{on} *", DateEdit())
        result = CodeCombo(terms(VerificationResult))
        self.form.add("result", f"{label(Verification, 'result')} *", result)
        findings = NoteEdit("向谁核实、查了什么、结果如何。会写入告知书“基本情况”。")
        self.form.add("findings", label(Verification, "findings"), findings, columns=3)
        line = QHBoxLayout()
        line.addWidget(self.past, 1)
        line.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.save)
        self.body.addLayout(line)
        self.body.addWidget(self.form)
        self.body.addLayout(foot)
        self.form.finished.connect(self.save.setFocus)
        self.save.clicked.connect(self._verify)
        self.again.clicked.connect(self._unfold)

    def show_view(self, view: CaseView, clerk: str, today: date) -> None:
        is_open = view.case.state in (CaseState.CLUE, CaseState.VERIFYING)
        for widget in (self.form, self.save):
            widget.setVisible(is_open)
        if not self.form.fields["verified_by"].editor.value():
            known = {"verified_by": clerk, "verified_on": today, "findings": ""}
            self.form.show_values(known | {"result": VerificationResult.CONFIRMED})
        self.past.setText("\n".join(map(_told, view.file.verifications)))
        self.past.setVisible(bool(view.file.verifications))
        self.again.setVisible(not is_open and view.case.state != CaseState.CLOSED)

    def forget(self) -> None:
        """Another case, or a new conclusion: nothing typed is carried over."""
        for field in self.form.fields.values():
            field.editor.show_value(None)
        self.form.clear_marks()

    def mark(self, refused: UserError) -> bool:
        return self.form.isVisible() and self.form.mark(refused)

    def _unfold(self) -> None:
        self.again.hide()
        for widget in (self.form, self.save):
            widget.show()
        self.form.focus_first()
        bring_to_sight(self.save)

    def _verify(self) -> None:
        try:
            values = self.form.values()
            if values["verified_on"] is None:
                raise UserError("无法登记核实", "请填写“核实日期”。", field="verified_on")
        except UserError as refused:
            self.refused.emit(refused)
            return
        entered: dict[str, Any] = {"by": values["verified_by"], "on": values["verified_on"]}
        self.verified.emit(entered | {k: values[k] for k in ("result", "findings")})


def _told(verification: Verification) -> str:
    result = VerificationResult(verification.result).label
    words = f"{verification.verified_on}　{verification.verified_by}核实：{result}"
    return f"{words}。{verification.findings}" if verification.findings else words
