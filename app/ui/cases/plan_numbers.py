"""What a plan comes to, and how much of each due has come in."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.methods.schedules import DueProgress
from app.services.plans import PlanPreview
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.widgets.texts import text_label, yuan

TITLES = ("每期", "期数", "末期", "还清年月", "按月抵扣最低")


class PlanNumbers(QWidget):
    """The figures of a preview, or in their place what is still missing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures: dict[str, QLabel] = {title: text_label("—", "figure") for title in TITLES}
        self.words = text_label("", "quiet", wrap=True)
        self.warnings = text_label("", "warn", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(30)
        for title, figure in self.figures.items():
            pair = QVBoxLayout()
            pair.setSpacing(0)
            pair.addWidget(text_label(title, "small"))
            pair.addWidget(figure)
            line.addLayout(pair)
        line.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(6)
        layout.addLayout(line)
        layout.addWidget(self.words)
        layout.addWidget(self.warnings)

    def show_preview(self, preview: PlanPreview) -> None:
        schedule = preview.schedule
        shown = (
            yuan(schedule.each_fen),
            f"{schedule.periods} 期",
            yuan(schedule.last_fen),
            str(schedule.until),
            yuan(preview.least_fen) if preview.least_fen else "—",
        )
        for figure, text in zip(self.figures.values(), shown, strict=True):
            figure.setText(text)
        self.words.hide()
        warnings = [f"请注意：{w.text}（{w.ground}）" for w in preview.warnings]
        self.warnings.setText("\n".join(warnings))
        self.warnings.setVisible(bool(warnings))

    def show_words(self, words: str) -> None:
        for figure in self.figures.values():
            figure.setText("—")
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.warnings.hide()


def _standing(progress: DueProgress) -> str:
    if not progress.left_fen:
        return "已还清"
    return "部分已还" if progress.paid_fen else "待还"


class DueTable(RecordView):
    """应还期次 with what came in, the oldest first."""

    def __init__(self) -> None:
        super().__init__(
            (
                Column("期次", lambda p: p.due.number, 4, is_number=True),
                Column("应还年月", lambda p: p.due.month, 6),
                Column("应还", lambda p: p.due.fen, 8, yuan, is_number=True),
                Column("已还", lambda p: p.paid_fen, 8, yuan, is_number=True),
                Column("情况", _standing, 0),
            ),
            most_rows=5,
        )

    def show_progress(self, progress: Sequence[DueProgress]) -> None:
        """The first due still open is the one chosen, and in sight."""
        self.show_records(progress)
        open_ones = (at for at, one in enumerate(progress) if one.left_fen)
        self.choose_row(next(open_ones, len(progress) - 1))
