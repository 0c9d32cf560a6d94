"""Importing a workbook: choose or drop a file, look at every row, say who is right, take it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.models import Batch
from app.services import batches, exchange
from app.services.exchange import ClueImport
from app.services.office import Office
from app.ui.background import Cancelled, run_with_progress
from app.ui.choices import CodeCombo, TickBox
from app.ui.exchange.columns_button import ColumnsButton
from app.ui.exchange.differences import Differences
from app.ui.exchange.import_extras import ImportExtras
from app.ui.exchange.picks import Picks
from app.ui.exchange.preview_rows import (
    CHECKSUM,
    PreviewRow,
    RowKind,
    held_for_checksum,
    preview_rows,
)
from app.ui.help.f1 import helps
from app.ui.messages import MessageBar, refusals_shown
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.theme import ems
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.texts import button, text_label

WORKBOOKS = "表格 (*.xlsx *.xls *.csv)"
COLUMNS = (
    Column("结果", lambda row: row.kind.value, 5),
    Column("表", lambda row: row.sheet or None, 8, dropped=2),
    Column("行", lambda row: row.row or None, 3.5, is_number=True),
    Column("列", lambda row: row.column or None, 3),
    Column("姓名", lambda row: row.name or None, 5),
    Column("内容", lambda row: row.detail, 0),
)

PICKABLE = (RowKind.NEW, RowKind.CHANGED, RowKind.CONFLICT)
CONFLICTS = (
    (None, "有冲突的：逐件选择"),
    (True, "有冲突的：全部采用表中的"),
    (False, "有冲突的：全部保留本机"),
)


class ImportDialog(QDialog):
    """batch is what was stored; None while nothing was."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office = office
        self.batch: Batch | None = None
        self.messages = MessageBar()
        self.table = RecordView((Column("导入", self._tick, 5), *COLUMNS))
        self.filter = CodeCombo([(None, "全部")])
        self.accept_doubtful = TickBox("")
        self.columns = ColumnsButton(office)
        self.choose_file = button("选择文件", "file-input")
        self.include, self.leave = button("选中的要导入"), button("选中的不导入")
        self.conflicts = CodeCombo(CONFLICTS)
        self.extras = ImportExtras(office, self.messages)
        self.take = button("导入", "check", role="primary")
        self.cancel = button("取消")
        self.differences = Differences()
        self.table.chosen.connect(self._show_whole)
        for combo in (self.filter, self.conflicts):
            combo.setSizeAdjustPolicy(CodeCombo.SizeAdjustPolicy.AdjustToContents)
        self._file = text_label("", "heading", wrap=True)
        self._counts = text_label("", wrap=True)
        self._path: Path | None = None
        self._clues: ClueImport | None = None
        self.picks: Picks | None = None
        self._rows: list[PreviewRow] = []
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(
                "请选择县级下发的疑点表，或者交出后填好返回的表",
                "支持 .xlsx、.xls、.csv，也可以把文件拖到这里。先逐行预览，确认后才保存。",
            )
        )
        self._stack.addWidget(self.table)
        helps(self, "import")
        self.setWindowTitle("导入表格")
        self.setAcceptDrops(True)
        self.resize(ems(64), ems(40))
        self._lay_out()
        self._connect()
        self._show_nothing()

    def read(self, path: Path) -> None:
        """Read a file and show what it would bring."""
        kinds = frozenset({CHECKSUM}) if self.accept_doubtful.value() else frozenset[str]()
        if path != self._path:
            self.columns.forget()
        choices = self.columns.choices()
        with refusals_shown(self.messages):
            try:
                clues = run_with_progress(
                    self,
                    f"正在读取“{path.name}”",
                    lambda progress: exchange.read_clues(
                        self.office, path, kinds, go_on=lambda: progress(0, 0), choices=choices
                    ),
                )
            except Cancelled:
                return
            self._path, self._clues, self.picks = path, clues, Picks(clues)
            self.extras.show_file(path, clues)
            self.columns.show_mappings(clues)
            self._show(clues)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = event.mimeData().urls()[0].toLocalFile()
        if path:
            self.read(Path(path))

    def _show_nothing(self) -> None:
        self._file.setText("导入表格")
        self._stack.setCurrentIndex(0)
        for widget in (self.filter, self.accept_doubtful, self._counts, *self._choosing()):
            widget.hide()
        self.take.setEnabled(False)
        self.choose_file.setFocus()

    def _show(self, clues: ClueImport) -> None:
        self._rows = preview_rows(clues, self.office.policy)
        counts = {kind: sum(row.kind == kind for row in self._rows) for kind in RowKind}
        self._file.setText(clues.file_name)
        self._counts.setText("　".join(f"{k.value} {n}" for k, n in counts.items() if n))
        kinds = [(kind, f"{kind.value}（{n}）") for kind, n in counts.items() if n]
        self.filter.offer([(None, f"全部（{len(self._rows)}）"), *kinds])
        held = held_for_checksum(clues)
        self.accept_doubtful.setText(
            f"同时导入校验码不符的 {held} 行，标为“号码存疑”" if held else "已含号码存疑的行"
        )
        self.accept_doubtful.setVisible(held > 0 or self.accept_doubtful.value())
        for widget in (self.filter, self._counts, self.include, self.leave):
            widget.show()
        self.conflicts.setVisible(any(m.is_conflict and not m.barred for m in clues.conflict))
        self._stack.setCurrentWidget(self.table)
        self._show_filtered()
        self._show_picked()
        if not (clues.new or clues.changed or clues.conflict):
            self.messages.warn("没有可以导入的内容", "表中各行与个案簿相同，或需要更正后再导入。")
        self.table.setFocus()

    def _choosing(self) -> tuple[QWidget, ...]:
        return self.include, self.leave, self.conflicts, self.differences

    def _show_filtered(self) -> None:
        kind = self.filter.value()
        self.table.show_records([r for r in self._rows if kind in (None, r.kind)])
        self.differences.show_row("", None, None)
        self.table.choose_row(0)

    def _show_whole(self, row: PreviewRow) -> None:
        """The current row in full: the table may have cut it off."""
        place = f"“{row.sheet}”表第 {row.row} 行" + (f" {row.column} 列" if row.column else "")
        is_match = row.kind in (RowKind.CHANGED, RowKind.CONFLICT)
        detail = row.about if is_match else row.detail
        words = f"{place}　{row.name}　{detail}" if row.row else f"{row.name}　{detail}"
        match = self.picks.matches.get(row.place) if self.picks else None
        self.differences.show_row(words, match if is_match else None, self.picks)
        self.differences.show()

    def _tick(self, row: PreviewRow) -> str | None:
        """The words of the column 导入."""
        picks = self.picks
        if picks is None or row.kind not in PICKABLE:
            return None
        if picks.is_taken(row.place):
            return "✓ 导入"
        return "不导入" if picks.may_be_taken(row.place) else "待定"

    def _pick(self, *, taken: bool) -> None:
        if self.picks is not None:
            chosen = [row.place for row in self.table.selection() if row.kind in PICKABLE]
            self.picks.take(chosen, taken=taken)
            self._show_picked()

    def _toggle(self, row: PreviewRow) -> None:
        if self.picks is not None and row.kind in PICKABLE:
            self.picks.take([row.place], taken=not self.picks.is_taken(row.place))
            self._show_picked()

    def _settle(self) -> None:
        """All conflicts in one word."""
        if self.picks is not None and self.conflicts.value() is not None:
            self.picks.choose_all(sheet_wins=self.conflicts.value())
            self._show_picked()
            if row := self.table.current():
                self._show_whole(row)

    def _show_picked(self) -> None:
        """The ticks, and what the button would do."""
        self.table.viewport().update()
        new, merged = self.picks.counts() if self.picks else (0, 0)
        parts = [f"新增 {new} 件"] if new else []
        parts += [f"合并 {merged} 件"] if merged else []
        self.take.setText(f"导入：{'，'.join(parts)}" if parts else "导入")
        self.take.setEnabled(bool(parts))

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "选择表格", "", WORKBOOKS)
        if path:
            self.read(Path(path))

    def _read_again(self) -> None:
        if self._path is not None:
            self.read(self._path)

    def _take(self) -> None:
        if self._clues is None or self.picks is None:
            return
        store = partial(batches.store_clues, self.office, self._clues, self.picks.chosen())
        with refusals_shown(self.messages):
            self.batch = run_with_progress(self, "正在导入", lambda _: store())
            self.accept()

    def _connect(self) -> None:
        self.choose_file.clicked.connect(self._choose)
        self.filter.changed.connect(self._show_filtered)
        self.accept_doubtful.changed.connect(self._read_again)
        self.columns.chosen.connect(self._read_again)
        self.include.clicked.connect(lambda: self._pick(taken=True))
        self.leave.clicked.connect(lambda: self._pick(taken=False))
        self.table.opened.connect(self._toggle)
        self.conflicts.changed.connect(self._settle)
        self.differences.chosen.connect(self._show_picked)
        self.take.clicked.connect(self._take)
        self.cancel.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._file)
        head.addWidget(self._counts, 1)
        head.addWidget(self.columns)
        head.addWidget(self.filter)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.extras)
        foot.addStretch()
        for pressed in (self.choose_file, self.cancel, self.take):
            foot.addWidget(pressed)
        picked = QHBoxLayout()
        picked.setSpacing(10)
        for widget in (self.include, self.leave, self.conflicts):
            picked.addWidget(widget)
        picked.addStretch()
        picked.addWidget(self.accept_doubtful)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self.messages)
        layout.addWidget(self._stack, 1)
        layout.addLayout(picked)
        layout.addWidget(self.differences)
        layout.addLayout(foot)
        self._stack.setMinimumHeight(ems(10))
        self.filter.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
