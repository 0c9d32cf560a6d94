"""时间线: who did what when, the latest first."""

from datetime import UTC

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models import Event
from app.services.case_view import CaseView
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView


def _local(event: Event) -> str:
    return f"{event.at.replace(tzinfo=UTC).astimezone():%Y-%m-%d %H:%M}"


EVENTS = (
    Column("时间", _local, 10),
    Column("经办人", lambda event: event.clerk, 6),
    Column("事项", lambda event: event.kind.label, 9),
    Column("内容", lambda event: event.summary, 0),
)


class TimelineSection(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.table = RecordView(EVENTS, wraps=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)

    def show_view(self, view: CaseView) -> None:
        self.table.show_records(view.events[::-1])

    def focus_first(self) -> None:
        self.table.setFocus()
