"""导入记录: every batch with what can be done with it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models import Batch
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.widgets.texts import button, text_label

ABOUT = "其中的个案都还没有办理的，可以整批撤销。标注副本：在来文的表上标出问题，交还来文单位更正。"
NOTHING = "还没有导入过表格"


def moment(at: datetime) -> str:
    """A stored moment as the clock on the wall had it."""
    return f"{at.replace(tzinfo=UTC).astimezone():%Y-%m-%d %H:%M}"


COLUMNS = (
    Column("批次", lambda batch: batch.id, 4, is_number=True),
    Column("时间", lambda batch: batch.imported_at, 10.5, show=moment),
    Column("文件", lambda batch: batch.file_name, 0),
    Column("种类", lambda batch: batch.kind.label, 7, dropped=2),
    Column("经办人", lambda batch: batch.clerk, 5, dropped=1),
    Column("新增", lambda batch: batch.new_rows, 4, is_number=True),
    Column("合并", lambda batch: batch.changed_rows, 4, is_number=True),
    Column("未导入", lambda batch: batch.refused_rows, 5, is_number=True),
    Column("状态", lambda batch: f"{batch.undone_by}已撤销" if batch.undone_at else "有效", 7),
)


class BatchesPanel(QWidget):
    """Signals: undo_asked(Batch), mark_asked(Batch), report_asked(Batch)."""

    undo_asked = Signal(object)
    mark_asked = Signal(object)
    report_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.table = RecordView(COLUMNS, nothing=NOTHING)
        self.undo = button("撤销导入", "undo-2")
        self.mark = button("标注副本", "save")
        self.report = button("打印情况表", "printer")
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(text_label(ABOUT, "quiet", wrap=True), 1)
        for pressed in (self.undo, self.mark, self.report):
            foot.addWidget(pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        self.table.chosen.connect(lambda _: self._offer())
        self.table.opened.connect(self.report_asked)
        for pressed, asked in (
            (self.undo, self.undo_asked),
            (self.mark, self.mark_asked),
            (self.report, self.report_asked),
        ):
            pressed.clicked.connect(lambda _=False, asked=asked: asked.emit(self.table.current()))
        self._offer()

    def show_batches(self, batches: Sequence[Batch]) -> None:
        """The last first."""
        self.table.show_records(batches)
        self.table.choose_row(0)
        self._offer()

    def focus_first(self) -> None:
        self.table.setFocus()

    def _offer(self) -> None:
        batch = self.table.current()
        self.undo.setEnabled(batch is not None and batch.undone_at is None)
        self.mark.setEnabled(batch is not None)
        self.report.setEnabled(batch is not None)
