"""批量打印: choose what, look at what will happen to each case, then print or save it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.services import batch_output
from app.services.batch_printing import (
    Batch,
    BatchPaper,
    Outcome,
    issue_batch,
    kinds,
    preview_batch,
)
from app.services.office import Office
from app.ui.background import Cancelled, Progress, run_with_progress
from app.ui.choices import CodeCombo, TickBox
from app.ui.fields import Entry
from app.ui.forms.paper_view import PdfPages
from app.ui.forms.printer import check_printer, print_pages
from app.ui.help.f1 import helps
from app.ui.messages import MessageBar, refusals_shown
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.theme import ems
from app.ui.widgets.texts import button, text_label

MOST_WIDE, MOST_HIGH = 1320, 700  # pixels: the whole of it is on the smallest screen
DONE = {Outcome.ISSUED: "已出具", Outcome.AGAIN: "补打", Outcome.REFUSED: "未出具"}
COLUMNS = (
    Column("村（社区）", lambda paper: paper.village or None, 7, dropped=2),
    Column("姓名", lambda paper: paper.name, 6, most=9),
    Column("个案编号", lambda paper: paper.case_number, 7, dropped=1),
    Column("文书", lambda paper: paper.wanted.title, 10, most=16),
    Column("份数", lambda paper: paper.wanted.copies, 3.5, is_number=True),
)
T = TypeVar("T")


class BatchDialog(QDialog):
    """has_issued: whether papers were issued, and the list of cases is another one."""

    def __init__(self, office: Office, numbers: Sequence[str], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.has_issued = False
        self._batch: Batch | None = None
        self._office, self._numbers = office, list(numbers)
        self._planned: Batch | None = None
        self.messages = MessageBar()
        self.kind = CodeCombo([("", "请选择"), *kinds(office).items()])
        self.by_copies = TickBox("每份文书按签字的份数打印（一式二份的打印两份）")
        self.reason = Entry("补打原因，如 纸张污损")
        self.table = RecordView(
            (
                *COLUMNS,
                Column("结果", self._outcome, 6),
                Column("说明", lambda paper: paper.why or None, 0),
            ),
            wraps=True,
        )
        self.counts = text_label("", "strong")
        self.print_button = button("打印", "printer", role="primary")
        self.save = button("存为一个 PDF", "save")
        self.save_singly = button("分别存为文件", "folder-open")
        self.close_button = button("关闭")
        self.by_copies.setChecked(True)
        helps(self, "batch")
        self.setWindowTitle(f"批量打印：{len(self._numbers)} 件个案")
        self.resize(min(ems(68), MOST_WIDE), min(ems(40), MOST_HIGH))
        self._lay_out()
        self._connect()
        self._show()

    def _preview(self) -> None:
        """What would be done; once something was issued another choice begins anew."""
        self._batch = self._planned = None
        if self._kind():
            self._planned = self._run(
                "正在核对",
                lambda progress: preview_batch(self._office, self._numbers, self._kind(), progress),
                given_up="没有出具任何文书。",
            )
        self._show()

    def _kind(self) -> str:
        return str(self.kind.value() or "")

    def _run(self, words: str, work: Callable[[Progress], T], *, given_up: str) -> T | None:
        """What the work returns; None when it is refused, or given up: then that is said."""
        with refusals_shown(self.messages):
            try:
                return run_with_progress(self, words, work)
            except Cancelled:
                self.messages.warn("已取消", given_up)
        return None

    def _issued(self) -> Batch | None:
        """The batch, issued at the first asking; committed before anything is drawn."""
        if self._batch is None:
            self._batch = self._run(
                "正在出具",
                lambda progress: issue_batch(self._office, self._numbers, self._kind(), progress),
                given_up="没有出具任何文书。",
            )
            self.has_issued = self.has_issued or self._batch is not None
            self._show()
        return self._batch

    def _print(self) -> None:
        with refusals_shown(self.messages):
            check_printer()
            self._check_reason()
            if (batch := self._issued()) is None:
                return
            by_copies = self.by_copies.value()
            pdf = self._run(
                "正在排印",
                lambda progress: batch_output.batch_pdf(
                    self._office, batch, by_copies=by_copies, progress=progress
                ),
                given_up="文书已经出具，没有打印；可以再按“打印”。",
            )
            if pdf is None:
                return
            jobs = print_pages(self, PdfPages(pdf, self), batch.label)
            if jobs:
                counted = {"by_copies": by_copies, "jobs": jobs, "reason": self.reason.value()}
                batch_output.record_batch_print(self._office, batch, **counted)
                self._show()
                self.messages.say_done("已送打印机", self.counts.text())

    def _save_one(self) -> None:
        suggested = f"{self.kind.currentText()}{self._office.today():%Y%m%d}.pdf"
        path, _ = QFileDialog.getSaveFileName(self, "存为一个 PDF", suggested, "PDF (*.pdf)")
        if path:
            self._save_to(Path(path).with_suffix(".pdf"))

    def _save_many(self) -> None:
        path = QFileDialog.getExistingDirectory(self, "分别存到文件夹")
        if path:
            self._save_to(Path(path))

    def _save_to(self, path: Path) -> None:
        with refusals_shown(self.messages):
            batch_output.check_target(path)
            if (batch := self._issued()) is None:
                return
            by_copies = self.by_copies.value()
            files = self._run(
                "正在保存",
                lambda progress: batch_output.save_batch(
                    self._office, batch, path, by_copies=by_copies, progress=progress
                ),
                given_up="文书已经出具，文件没有存完；可以再存一次。",
            )
            if files:
                self.messages.say_done(f"已保存 {len(files)} 个文件", str(path))

    def _check_reason(self) -> None:
        if not self.reason.isHidden() and not self.reason.value():
            self.reason.setFocus()
            raise UserError("请填写补打原因", "有的文书已经打印过规定的份数，补打要写明原因。")

    def _show(self) -> None:
        shown = self._batch or self._planned
        papers = shown.papers if shown else ()
        self.table.show_records(papers)
        self.counts.setText(self._counted(papers))
        self.reason.setVisible(bool(shown and batch_output.asks_reason(self._office, shown)))
        may_go = bool(shown and shown.printed)
        for pressed in (self.print_button, self.save, self.save_singly):
            pressed.setEnabled(may_go)

    def _counted(self, papers: Sequence[BatchPaper]) -> str:
        counts = {outcome: sum(p.outcome == outcome for p in papers) for outcome in Outcome}
        words = {one: DONE[one] if self._batch else one.value for one in Outcome}
        return "　".join(f"{words[one]} {count} 份" for one, count in counts.items() if count)

    def _outcome(self, paper: BatchPaper) -> str:
        return DONE[paper.outcome] if self._batch else paper.outcome.value

    def _connect(self) -> None:
        self.kind.changed.connect(self._preview)
        self.print_button.clicked.connect(self._print)
        self.save.clicked.connect(self._save_one)
        self.save_singly.clicked.connect(self._save_many)
        self.close_button.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(text_label("打印什么"))
        head.addWidget(self.kind)
        head.addWidget(self.by_copies, 1)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.counts)
        foot.addWidget(self.reason, 1)
        foot.addStretch()
        for pressed in (self.close_button, self.save_singly, self.save, self.print_button):
            foot.addWidget(pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self.messages)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
