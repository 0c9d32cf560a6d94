"""The first window: log in, or create the office at the first start.

It must paint at once: nothing slow is imported here; services come after the first paint.
"""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.errors import UserError
from app.ui import theme
from app.ui.choices import CodeCombo
from app.ui.fields import Entry, SecretEntry
from app.ui.help.f1 import helps
from app.ui.messages import MessageBar
from app.ui.widgets.areas import column, scrolled
from app.ui.widgets.form import Form
from app.ui.widgets.texts import Card, button, text_label

SHORTEST_PASSPHRASE = 8


class LoginForm(QWidget):
    """Signals: entered(dict): clerk (None while the names are not read yet) and passphrase."""

    entered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.form = Form(most_columns=1)
        self.clerk, self.passphrase = CodeCombo(), SecretEntry()
        self.form.add("clerk", "经办人", self.clerk)
        self.form.add("passphrase", "口令", self.passphrase)
        self.form.leave_out(["clerk"])
        self.accept = button("登录", role="primary")
        self.form.finished.connect(self._enter)
        self.accept.clicked.connect(self._enter)
        _fill(self, "登录", "请输入口令，打开本单位的个案簿。", self.form, self.accept)

    def offer_clerks(self, names: list[str]) -> None:
        """With one clerk there is nothing to choose."""
        self.clerk.offer([(name, name) for name in names])
        self.form.leave_out([] if len(names) > 1 else ["clerk"])

    def _enter(self) -> None:
        self.entered.emit(self.form.values())


class FirstStartForm(QWidget):
    """Signals: created(dict): name of the office, clerk, passphrase."""

    created = Signal(object)
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.form = Form(most_columns=2)
        self.form.add("name", "单位名称", Entry("如 蓝田镇便民服务中心"), columns=2)
        self.form.add("clerk", "经办人姓名", Entry(), columns=2)
        self.form.add("passphrase", f"设置口令（至少 {SHORTEST_PASSPHRASE} 个字符）", SecretEntry())
        self.form.add("again", "再输入一次口令", SecretEntry())
        self.accept = button("建立个案簿", role="primary")
        self.form.finished.connect(self._create)
        self.accept.clicked.connect(self._create)
        _fill(
            self,
            "第一次使用",
            "为本单位建立个案簿。全部内容加密保存在本机，忘记口令将无法打开，请妥善保管。",
            self.form,
            self.accept,
        )

    def _create(self) -> None:
        self.form.clear_marks()
        entered: dict[str, Any] = self.form.values()
        if entered["passphrase"] != entered.pop("again"):
            advice = "两次输入的口令不一致，请重新输入。"
            self.refused.emit(UserError("无法建立个案簿", advice, field="again"))
            return
        self.created.emit(entered)


class LoginWindow(QWidget):
    """Shows one of the two forms.

    Signals:
        painted(): the window stands on the screen; slow things may begin.
    """

    painted = Signal()

    def __init__(self, *, is_first_start: bool) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        helps(self, "login")
        self.setWindowTitle("归仓")
        self.login, self.first_start = LoginForm(), FirstStartForm()
        self.messages = MessageBar()
        self.first_start.refused.connect(self.show_refusal)
        self._was_painted = False
        card = Card()
        card.body.setContentsMargins(28, 24, 28, 28)
        card.body.addWidget(text_label("归仓", "brand"))
        card.body.addWidget(text_label("多领社会保险待遇追缴个案簿", "quiet"))
        card.body.addSpacing(6)
        card.body.addWidget(self.messages)
        card.body.addWidget(self.login)
        card.body.addWidget(self.first_start)
        card.setFixedWidth(theme.ems(30))
        content, sheets = column()
        content.installEventFilter(self)
        sheets.setContentsMargins(8, 8, 8, 8)
        sheets.addStretch()
        across = QHBoxLayout()  # an alignment would ask how high the card is at another width
        across.addStretch()
        across.addWidget(card)
        across.addStretch()
        sheets.addLayout(across)
        sheets.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))
        room = self.screen().availableSize()
        self.resize(QSize(theme.ems(46), theme.ems(42)).boundedTo(room))
        self.show_first_start(is_first_start)

    def show_first_start(self, is_first_start: bool) -> None:
        self.login.setVisible(not is_first_start)
        self.first_start.setVisible(is_first_start)
        if is_first_start:
            self.first_start.form.focus_first()
        else:
            self.login.passphrase.setFocus()

    def show_refusal(self, refused: UserError) -> None:
        self.messages.show_error(refused)
        form = self.first_start.form if self.login.isHidden() else self.login.form
        form.mark(refused)

    def show_busy(self, is_busy: bool) -> None:
        """While the case book is being opened: the button says so."""
        for accept, words in (
            (self.login.accept, "登录"),
            (self.first_start.accept, "建立个案簿"),
        ):
            accept.setEnabled(not is_busy)
            accept.setText("正在打开…" if is_busy else words)
            accept.repaint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The sheet covers the whole window, so that only the sheet is ever painted."""
        if event.type() == QEvent.Type.Paint and not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)
        return super().eventFilter(watched, event)


def _fill(page: QWidget, title: str, words: str, form: Form, accept: QPushButton) -> None:
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    layout.addWidget(text_label(title, "heading"))
    layout.addWidget(text_label(words, "quiet", wrap=True))
    layout.addWidget(form)
    layout.addSpacing(4)
    layout.addWidget(accept)
