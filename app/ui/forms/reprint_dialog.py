"""Why a paper is printed once more than it is signed: one of the usual reasons, or in words."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.forms.wording import official_text
from app.ui.choices import CodeCombo
from app.ui.fields import Entry
from app.ui.help.f1 import helps
from app.ui.theme import ems
from app.ui.widgets.form import Form
from app.ui.widgets.texts import button, text_label


class ReprintDialog(QDialog):
    """Accepted once there is a reason."""

    def __init__(self, title: str, printed: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        texts = official_text("reprints")
        self._other: str = texts["other"]
        self.form = Form(1)
        self.form.add("usual", "补打原因", CodeCombo((text, text) for text in texts["reasons"]))
        self.form.add("words", "说明", Entry("选“其他”的，请写明"))
        self.go_on = button("继续打印", "printer", role="primary")
        self.give_up = button("取消")
        helps(self, "reprint")
        self.setWindowTitle("补打文书")
        self._lay_out(f"《{title}》已打印 {printed} 份，再打印请说明原因，记入操作日志。")
        self.go_on.clicked.connect(self._accept)
        self.form.finished.connect(self._accept)
        self.give_up.clicked.connect(self.reject)
        self.form.focus_first()

    def reason(self) -> str:
        values = self.form.values()
        said = (values["usual"], values["words"])
        return "，".join(text for text in said if text and text != self._other)

    def _accept(self) -> None:
        if self.reason():
            self.accept()
        else:
            self.form.mark(UserError("请填写补打原因", "请写明补打的原因。", field="words"))

    def _lay_out(self, words: str) -> None:
        foot = QHBoxLayout()
        foot.addStretch()
        for pressed in (self.give_up, self.go_on):
            foot.addWidget(pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(12)
        layout.addWidget(text_label(words, wrap=True))
        layout.addWidget(self.form)
        layout.addLayout(foot)
        self.setMinimumWidth(ems(30))


def reprint_reason(parent: QWidget, title: str, printed: int) -> str:
    """What the clerk says; "" when they gave up."""
    dialog = ReprintDialog(title, printed, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    reason = dialog.reason() if accepted else ""
    dialog.deleteLater()
    return reason
