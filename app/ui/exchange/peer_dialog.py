"""交接单位: another office, where it stands, and the passphrase agreed with it."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.models import Peer
from app.models.base import label
from app.models.terms import OfficeKind
from app.ui.choices import CodeCombo
from app.ui.fields import Entry, SecretEntry
from app.ui.help.f1 import helps
from app.ui.messages import MessageBar, refusals_shown
from app.ui.theme import ems
from app.ui.widgets.form import Form
from app.ui.widgets.texts import button, text_label

WORDS = "交接口令由两边当面或电话约定，两边填写的要一样；不要写在 U 盘上，也不要和 U 盘放在一起。"


class PeerDialog(QDialog):
    """Signals: given(dict): fields of Peer as typed; whoever stores them accepts."""

    given = Signal(object)

    def __init__(
        self, own: OfficeKind, peer: Peer | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.messages, self.form = MessageBar(), Form(2)
        kinds = [kind for kind in OfficeKind if kind != own]
        self.form.add("name", f"{label(Peer, 'name')} *", Entry("如 蓝山县社保中心"), columns=2)
        self.form.add("kind", label(Peer, "kind"), CodeCombo((k, k.label) for k in reversed(kinds)))
        self.form.add("short", label(Peer, "short"), Entry("不填按名称，如 清溪镇"))
        self.form.add("passphrase", f"{label(Peer, 'passphrase')} *", SecretEntry("至少 8 个字符"))
        self.form.add("again", "再输入一次口令 *", SecretEntry())
        self.save = button("保存", "save", role="primary")
        self.give_up = button("取消")
        helps(self, "exchange-stick")
        self.setWindowTitle("交接单位")
        self._lay_out()
        if peer is not None:
            told = {"name": peer.name, "kind": peer.kind, "short": peer.short}
            self.form.show_values(told)
            self.form.fields["name"].editor.setEnabled(False)
        self.save.clicked.connect(self._give)
        self.form.finished.connect(self._give)
        self.give_up.clicked.connect(self.reject)
        self.form.focus_first()

    def _give(self) -> None:
        with refusals_shown(self.messages, self.form):
            values: dict[str, Any] = self.form.values()
            if values.pop("again") != values["passphrase"]:
                self.form.fields["again"].show_refusal("两次输入的口令不一样，请重新输入。")
                return
            self.given.emit(values)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addStretch()
        for pressed in (self.give_up, self.save):
            foot.addWidget(pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(12)
        layout.addWidget(text_label(WORDS, "quiet", wrap=True))
        layout.addWidget(self.messages)
        layout.addWidget(self.form)
        layout.addLayout(foot)
        self.setMinimumWidth(ems(34))


class PassphraseDialog(QDialog):
    """The passphrase of a file from an office not known here yet. value: what was typed."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Form(1)
        self.form.add("passphrase", "交接口令", SecretEntry())
        self.go_on = button("打开", "check", role="primary")
        self.give_up = button("取消")
        helps(self, "exchange-stick")
        self.setWindowTitle("交接口令")
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
        self.setMinimumWidth(ems(26))
        self.go_on.clicked.connect(self.accept)
        self.form.finished.connect(self.accept)
        self.give_up.clicked.connect(self.reject)
        self.form.focus_first()

    def value(self) -> str:
        return str(self.form.fields["passphrase"].editor.value())
