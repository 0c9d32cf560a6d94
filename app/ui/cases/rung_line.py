"""程序进度: the rungs of 依法追缴 as a line of steps, and what the next one waits for."""

from datetime import date

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.methods.offers import Rung
from app.services.case_view import CaseView
from app.services.hearings import hearing_of
from app.ui import theme
from app.ui.theme import ems
from app.ui.widgets.grounds import with_ground
from app.ui.widgets.texts import Card, button, text_label

CELL_EMS = 7.5


class RungCell(QWidget):
    def __init__(self, rung: Rung) -> None:
        super().__init__()
        icon, tone, role, words = _look(rung)
        sign = QLabel()
        sign.setPixmap(theme.pixmap(icon, tone, ems(1.1)))
        name = text_label(rung.label, "strong" if rung.is_open else "", wrap=True)
        when = text_label(words, role)
        self.setAccessibleName(f"{rung.label}：{words}")
        title = QHBoxLayout()
        title.setSpacing(5)
        title.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        title.addWidget(name, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        layout.addLayout(title)
        layout.addWidget(when)
        layout.addStretch()


class RungLine(Card):
    """逐级说明 unfolds why each rung is where it is, with its article and papers."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: dict[str, RungCell] = {}
        self.unfold = button("逐级说明", role="link")
        self.unfold.setCheckable(True)
        self.explained = text_label("", wrap=True)
        self.hearing = text_label("", "quiet", wrap=True)
        self._rungs: tuple[Rung, ...] = ()
        self._columns = 0
        self._sheet = QWidget()
        self._grid = QGridLayout(self._sheet)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        head = QHBoxLayout()
        head.addWidget(text_label("程序进度", "heading"))
        head.addStretch()
        head.addWidget(self.unfold)
        self.body.addLayout(head)
        self.body.addWidget(self._sheet)
        self.body.addWidget(self.hearing)
        self.body.addWidget(self.explained)
        self.explained.hide()
        self.unfold.toggled.connect(self.explained.setVisible)

    def show_view(self, view: CaseView, today: date) -> None:
        """Nothing before anything can be recovered: all rungs would say the same."""
        self._rungs = view.rungs
        self.setVisible(any(rung.is_open or rung.is_done for rung in view.rungs))
        for cell in self.cells.values():
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self.cells = {rung.code: RungCell(rung) for rung in view.rungs}
        self._columns = 0
        self._arrange()
        heard = hearing_of(view.policy, view.file, today)
        self.hearing.setText(f"陈述申辩：{with_ground(heard.finding)}")
        self.explained.setText("\n".join(map(explanation, view.rungs)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "cells"):
            self._columns = 0
            self._arrange()

    def minimumSizeHint(self) -> QSize:
        return QSize(ems(CELL_EMS) * 2, super().minimumSizeHint().height())

    def _arrange(self) -> None:
        room = self.width() - 36
        columns = max(1, (room + 10) // (ems(CELL_EMS) + 10))
        if columns == self._columns:
            return
        for at in range(self._columns, columns):
            self._grid.setColumnStretch(at, 1)
        for at in range(columns, self._columns):
            self._grid.setColumnStretch(at, 0)
        self._columns = columns
        for at, cell in enumerate(self.cells.values()):
            self._grid.addWidget(cell, at // columns, at % columns)


def explanation(rung: Rung) -> str:
    """One rung in words: how it stands, why, on which article, with which papers."""
    *_, words = _look(rung)
    why = "".join(map(with_ground, rung.findings))
    papers = f"文书：{'、'.join(rung.papers)}。" if rung.papers else ""
    return f"{rung.label}——{words}。{why}{papers}"


def _look(rung: Rung) -> tuple[str, str, str, str]:
    """Icon, colour, role of the words, the words."""
    if rung.is_done:
        words = f"{rung.done_on} 已办" if rung.done_on else "已办"
        return "circle-check", theme.LIGHT.good, "small", words
    if rung.is_open:
        return "arrow-right", theme.LIGHT.accent, "accent-small", "可以办理"
    words = f"{rung.opens_on} 起" if rung.opens_on else "条件未具备"
    return "circle", theme.LIGHT.quiet, "small", words
