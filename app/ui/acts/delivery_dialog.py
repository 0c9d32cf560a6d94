"""登记送达: how one paper was delivered, or that it could not be."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.rules.procedure.guards import Opening
from app.services.deliveries import DeliveryView
from app.ui.acts.act_form import ActForm
from app.ui.help.f1 import helps
from app.ui.messages import MessageBar
from app.ui.theme import ems
from app.ui.widgets.areas import scrolled
from app.ui.widgets.texts import button, text_label


class DeliveryDialog(QDialog):
    """Signals: entered(MilestoneEntry): 登记 was pressed; whoever stores it accepts."""

    entered = Signal(object)

    def __init__(self, view: DeliveryView, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.messages, self.act = MessageBar(), ActForm()
        self.served = button("已送达", role="nav")
        self.failed = button("没有送到", role="nav")
        self._view, self._today = view, today
        helps(self, "papers")
        self.setWindowTitle(f"登记送达：《{view.title}》")
        self.resize(ems(46), ems(40))
        self._lay_out()
        self.act.entered.connect(self.entered)
        self.act.refused.connect(self._refuse)
        self.served.clicked.connect(lambda: self._show(view.served))
        if view.failed is not None:
            failed = view.failed
            self.failed.clicked.connect(lambda: self._show(failed))
        self.served.setChecked(True)
        self._show(view.served)
        self.act.focus_first()

    def _show(self, opening: Opening) -> None:
        self.messages.hide()
        self.act.show_act(opening, self._view.policy, self._today)

    def _refuse(self, refused: UserError) -> None:
        self.messages.show_error(refused)
        self.act.mark(refused)

    def _lay_out(self) -> None:
        group, choice = QButtonGroup(self), QHBoxLayout()
        choice.setSpacing(6)
        for pressed in (self.served, self.failed):
            pressed.setCheckable(True)
            group.addButton(pressed)
            choice.addWidget(pressed)
        choice.addStretch()
        self.failed.setVisible(self._view.failed is not None)
        give_up = button("取消")
        give_up.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(give_up)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(12)
        layout.addWidget(text_label(self._told(), "small", wrap=True))
        layout.addLayout(choice)
        layout.addWidget(self.messages)
        layout.addWidget(scrolled(self.act), 1)
        layout.addLayout(foot)

    def _told(self) -> str:
        paper, words = self._view.delivery.paper, self._view.delivery.words
        number = f"（{paper.number}）" if paper.number else ""
        return f"{paper.issued_on} 出具的《{self._view.title}》{number}：{words or '不需再送达'}。"
