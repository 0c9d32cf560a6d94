"""The current row of a preview in full: its words, and field by field who is right."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.services.batches import Difference, Match
from app.ui.choices import CodeCombo
from app.ui.exchange.picks import Picks
from app.ui.theme import ems
from app.ui.widgets.areas import scrolled
from app.ui.widgets.texts import text_label

HEADINGS = ("栏目", "交出时", "本机", "表中", "采用")
SIDES = ((None, "请选择"), (False, "本机"), (True, "表中"))
FRESH = ((False, "不导入"), (True, "作为新个案登记"))
MOST_EMS = 9.5  # as high as it grows; more scrolls


class Differences(QWidget):
    """Signals: chosen(): the clerk said who is right."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = text_label("", wrap=True)
        self.sides: dict[str, CodeCombo] = {}
        self.fresh = CodeCombo(FRESH)
        self.fresh.changed.connect(self._make_fresh)
        self._picks: Picks | None = None
        self._match: Match | None = None
        self._place = ("", 0)
        self._grid_holder = QWidget()
        self._area = scrolled(self._grid_holder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.words)
        layout.addWidget(self.fresh, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._area)
        self.show_row("", None, None)

    def show_row(self, words: str, match: Match | None, picks: Picks | None) -> None:
        """match: None for a row that has nothing to choose."""
        self.words.setText(words)
        self._match, self._picks = match, picks
        self._place = (match.clue.sheet, match.clue.row) if match else ("", 0)
        self._show_fresh()
        self._show_sides()

    def _show_fresh(self) -> None:
        match, picks = self._match, self._picks
        self.fresh.setVisible(bool(match and match.overlaps))
        if match and picks and match.overlaps:
            self.fresh.blockSignals(True)
            self.fresh.show_value(picks.is_fresh(self._place))
            self.fresh.blockSignals(False)

    def _show_sides(self) -> None:
        match = self._match
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        self.sides = {}
        offered = match.offered if match else ()
        for at, heading in enumerate(HEADINGS if offered else ()):
            grid.addWidget(text_label(heading, "quiet"), 0, at)
        for row, differs in enumerate(offered, 1):
            texts = (
                differs.title,
                differs.sent or "—",
                differs.here or "空",
                differs.sheet or "空",
            )
            for at, text in enumerate(texts):
                grid.addWidget(text_label(text, wrap=at > 0), row, at)
            grid.addWidget(self._side(differs), row, len(texts))
        grid.setRowStretch(len(offered) + 1, 1)
        for at in (1, 2, 3):
            grid.setColumnStretch(at, 1)
        self._area.setWidget(holder)
        self._area.setVisible(bool(offered))
        self._area.setFixedHeight(min(ems(MOST_EMS), holder.sizeHint().height() + 8))

    def _side(self, differs: Difference) -> QWidget:
        match, picks = self._match, self._picks
        if match is None or picks is None or match.barred or match.overlaps:
            return text_label("不采用", "quiet")
        combo = CodeCombo(SIDES)
        combo.setAccessibleName(f"{differs.title}采用哪一边")
        combo.show_value(picks.side(self._place, differs))
        combo.changed.connect(partial(self._choose, differs.field, combo))
        self.sides[differs.field] = combo
        return combo

    def _choose(self, field: str, combo: CodeCombo) -> None:
        if self._picks is not None:
            self._picks.choose(self._place, field, sheet_wins=combo.value())
            self.chosen.emit()

    def _make_fresh(self) -> None:
        if self._picks is not None and self._match is not None:
            self._picks.make_fresh(self._place, fresh=bool(self.fresh.value()))
            self.chosen.emit()
