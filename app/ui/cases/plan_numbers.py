"""What a plan comes to, and how much of each due has come in."""

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.methods.schedules import DueProgress
from app.methods.standing import Standing
from app.services.plans import PlanPreview
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.widgets.grounds import to_note
from app.ui.widgets.texts import text_label, yuan

TITLES = ("每期", "期数", "末期", "还清年月", "按月抵扣最低")


@dataclass(frozen=True)
class DueLine:
    """A due with how it stands, in words."""

    progress: DueProgress
    words: str
    is_one_of_many: bool


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
        self.warnings.setText(to_note(preview.warnings))
        self.warnings.setVisible(bool(preview.warnings))

    def show_words(self, words: str) -> None:
        for figure in self.figures.values():
            figure.setText("—")
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.warnings.hide()


class DueTable(RecordView):
    """应还期次 with what came in, the oldest first."""

    def __init__(self) -> None:
        super().__init__(
            (
                Column("期次", _number, 5, is_number=True),
                Column("应还年月", lambda line: line.progress.due.month, 6),
                Column("应还", lambda line: line.progress.due.fen, 8, yuan, is_number=True),
                Column("已还", lambda line: line.progress.paid_fen, 8, yuan, is_number=True),
                Column("情况", lambda line: line.words, 0),
            ),
            most_rows=5,
        )

    def show_progress(self, standing: Standing) -> None:
        """The first due still open is the one chosen, and in sight."""
        late = set(map(id, standing.overdue))
        plans = len({one.due.plan for one in standing.progress})
        lines = [
            DueLine(one, _standing(one, is_overdue=id(one) in late), is_one_of_many=plans > 1)
            for one in standing.progress
        ]
        self.show_records(lines)
        open_ones = (at for at, one in enumerate(standing.progress) if one.left_fen)
        self.choose_row(next(open_ones, len(lines) - 1))


def _number(line: DueLine) -> str | int:
    """With several plans, which of them: 2-1 is the first due of the second plan."""
    due = line.progress.due
    return f"{due.plan}-{due.number}" if line.is_one_of_many else due.number


def _standing(progress: DueProgress, *, is_overdue: bool) -> str:
    if not progress.left_fen:
        return "已还清"
    words = "部分已还" if progress.paid_fen else "待还"
    return f"{words}，已逾期" if is_overdue else words
