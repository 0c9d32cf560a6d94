"""U盘交接: each office packages go to or come from, what waits for it, what was confirmed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.models import Package
from app.services.packages import Waiting
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.texts import button, text_label

WORDS = (
    "交接包加了密，只有知道交接口令的对方能打开。打开以后把回执带回来读一次，"
    "以后就只交有变动的；没有回执的，下一个包会再带一次。"
)


def told(package: Package | None) -> str | None:
    """第 3 号，2026-11-21."""
    return f"第 {package.sequence} 号，{package.happened_on}" if package else None


def confirmation(one: Waiting) -> str | None:
    if one.unconfirmed:
        return f"{len(one.unconfirmed)} 个包没有回执"
    return "已有回执" if one.last_out else None


COLUMNS = (
    Column("单位", lambda one: one.peer.name, 0, least=10),
    Column("层级", lambda one: one.peer.kind.label, 9, dropped=2),
    Column("待交个案", lambda one: one.cases, 6.5, is_number=True),
    Column("最近交出", lambda one: told(one.last_out), 12),
    Column("回执", confirmation, 9.5),
    Column("最近收到", lambda one: told(one.last_in), 12, dropped=1),
)


PACKAGES = (
    Column("方向", lambda one: one.direction.label, 4.5),
    Column("序号", lambda one: one.sequence, 4, is_number=True),
    Column("日期", lambda one: one.happened_on, 7.2),
    Column("经办人", lambda one: one.clerk, 6, most=9),
    Column("个案", lambda one: one.cases, 4, is_number=True),
    Column("附件", lambda one: one.attachments, 4, is_number=True),
    Column("没有收下", lambda one: len(one.refused) or None, 6, is_number=True),
    Column("回执", lambda one: one.confirmed_on, 7.2),
    Column("文件", lambda one: one.file_name, 0, dropped=1),
)


class StickPart(QWidget):
    """Signals:
    history_asked(Waiting): another office is current; its packages are to be shown.
    peer_asked(Peer | None): an office is to be added, or changed.
    hand_asked(Waiting), receipt_asked(Waiting): of the current office.
    open_asked(), read_asked(): a package is to be opened, a receipt read.
    """

    history_asked = Signal(object)
    peer_asked = Signal(object)
    hand_asked = Signal(object)
    receipt_asked = Signal(object)
    open_asked = Signal()
    read_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.table = RecordView(COLUMNS)
        self.packages = RecordView(PACKAGES, most_rows=5, nothing="还没有交接过")
        self._refused = text_label("", wrap=True)
        self.add = button("添加单位", "plus")
        self.change = button("单位和口令", "settings")
        self.write_receipt = button("写回执", "file-text")
        self.read_receipt = button("读回执", "eye")
        self.open = button("打开交接包", "file-input")
        self.hand = button("打交接包", "file-output", role="primary")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(
            EmptyState(
                "还没有交接单位",
                "要交给县级（或上级）的，先“添加单位”、约定口令；收到对方交接包的，直接“打开交接包”。",
            )
        )
        self._lay_out()
        self._connect()

    def show_waiting(self, rows: Sequence[Waiting]) -> None:
        at = max(self.table.currentIndex().row(), 0)
        self.table.show_records(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        self.table.choose_row(min(at, len(rows) - 1))
        self._choose(self.table.current() if rows else None)

    def show_history(self, packages: Sequence[Package]) -> None:
        self.packages.show_records(packages)
        self.packages.choose_row(0)
        self._show_refused(packages[0] if packages else None)

    def _show_refused(self, package: Package | None) -> None:
        refused = package.refused if package else []
        told = "；".join(f"{one['number']}：{one['why']}" for one in refused[:3])
        more = f" 等 {len(refused)} 件" if len(refused) > 3 else ""
        self._refused.setText(f"没有收下：{told}{more}" if told else "")
        self._refused.setVisible(bool(told))

    def focus_first(self) -> None:
        (self.table if self.table.records.rowCount() else self.add).setFocus()

    def _choose(self, one: Waiting | None) -> None:
        self.change.setEnabled(one is not None)
        self.hand.setEnabled(one is not None)
        self.write_receipt.setEnabled(one is not None and one.last_in is not None)
        self.packages.setVisible(one is not None)
        if one is not None:
            self.history_asked.emit(one)
        else:
            self.show_history([])

    def _connect(self) -> None:
        self.table.chosen.connect(self._choose)
        self.packages.chosen.connect(self._show_refused)
        self.table.opened.connect(lambda one: self.peer_asked.emit(one.peer))
        self.add.clicked.connect(lambda: self.peer_asked.emit(None))
        self.change.clicked.connect(lambda: self.peer_asked.emit(self.table.current().peer))
        self.hand.clicked.connect(lambda: self.hand_asked.emit(self.table.current()))
        self.write_receipt.clicked.connect(lambda: self.receipt_asked.emit(self.table.current()))
        self.open.clicked.connect(self.open_asked)
        self.read_receipt.clicked.connect(self.read_asked)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(10)
        for pressed in (self.add, self.change):
            foot.addWidget(pressed)
        foot.addStretch()
        for pressed in (self.read_receipt, self.write_receipt, self.open, self.hand):
            foot.addWidget(pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(text_label(WORDS, "quiet", wrap=True))
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.packages)
        layout.addWidget(self._refused)
        layout.addLayout(foot)
