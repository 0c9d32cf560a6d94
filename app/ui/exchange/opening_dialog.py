"""What opening a package would do, case by case; where both sides wrote, the clerk chooses."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.services.package_words import CaseChange, ClashTold, Opened, Outcome
from app.ui.choices import CodeCombo
from app.ui.help.f1 import helps
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.theme import ems
from app.ui.widgets.texts import button, text_label, yuan

ORDER = (Outcome.REFUSED, Outcome.CHANGED, Outcome.NEW, Outcome.SAME)
HERE, THEIRS = "本机", "对方"


def words_of(change: CaseChange) -> str:
    clashes = f"{len(change.clashes)} 项两边都改过，见下表" if change.clashes else ""
    return change.why or "；".join(part for part in (clashes, change.told) if part)


CHANGES = (
    Column("结果", lambda one: one.outcome.label, 6),
    Column("个案编号", lambda one: one.number, 11, most=15),
    Column("姓名", lambda one: one.name, 7, most=10),
    Column("内容", words_of, 0),
)


@dataclass
class ClashRow:
    """A field both sides changed, and whose word is taken as things stand."""

    change: CaseChange
    clash: ClashTold
    takes_theirs: bool

    @property
    def taken(self) -> str:
        return THEIRS if self.takes_theirs else HERE


CLASHES = (
    Column("个案编号", lambda row: row.change.number, 11, dropped=1),
    Column("姓名", lambda row: row.change.name, 6),
    Column("项目", lambda row: row.clash.title, 8, most=12),
    Column("本机", lambda row: row.clash.here, 0, least=8),
    Column("对方", lambda row: row.clash.theirs, 12, most=22),
    Column("以谁为准", lambda row: row.taken, 6.5),
)


class OpeningDialog(QDialog):
    """Accepted when the clerk agrees; theirs() then says where the other side's word is taken."""

    def __init__(self, opened: Opened, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opened = opened
        self._clashes = list(_rows(opened))
        self.table = RecordView(CHANGES)
        self.clashes = RecordView(CLASHES, most_rows=5)
        self._whole, self._both = text_label("", wrap=True), text_label("", wrap=True)
        self.filter = CodeCombo(_filters(opened))
        self.turn = button("改为另一方", "undo-2")
        self.all_theirs, self.all_here = button("全部以对方为准"), button("全部以本机为准")
        self.take = button("打开并保存", "check", role="primary")
        self.give_up = button("取消")
        helps(self, "exchange-stick")
        self.setWindowTitle("打开交接包")
        self.resize(ems(62), ems(34))
        self._lay_out()
        self._connect()
        self._show_filtered()
        self._show_clashes()

    def theirs(self) -> list[tuple[str, str, str]]:
        """As services.package_opening takes it."""
        return [
            (row.change.uid, row.clash.place, row.clash.field)
            for row in self._clashes
            if row.takes_theirs
        ]

    def _turn(self) -> None:
        for row in self.clashes.selection():
            row.takes_theirs = not row.takes_theirs
        self._show_clashes()

    def _turn_all(self, *, to_theirs: bool) -> None:
        for row in self._clashes:
            row.takes_theirs = to_theirs
        self._show_clashes()

    def _show_clashes(self) -> None:
        at = self.clashes.currentIndex().row()
        self.clashes.show_records(self._clashes)
        self.clashes.choose_row(max(at, 0))

    def _show_filtered(self) -> None:
        wanted = self.filter.value()
        found = [c for c in self._opened.changes if wanted in (None, c.outcome)]
        found.sort(key=lambda one: (not one.clashes, ORDER.index(one.outcome)))
        self.table.show_records(found)
        self.table.choose_row(0)

    def _show_whole(self, one: CaseChange) -> None:
        """The current case in full: the table may have cut it off."""
        self._whole.setText(f"{one.number}　{one.name}　{words_of(one)}")

    def _show_both(self, row: ClashRow) -> None:
        self._both.setText(f"本机：{row.clash.here}　对方：{row.clash.theirs}")

    def _connect(self) -> None:
        self.table.chosen.connect(self._show_whole)
        self.clashes.chosen.connect(self._show_both)
        self.filter.changed.connect(self._show_filtered)
        self.turn.clicked.connect(self._turn)
        self.clashes.opened.connect(lambda _: self._turn())
        self.all_theirs.clicked.connect(lambda: self._turn_all(to_theirs=True))
        self.all_here.clicked.connect(lambda: self._turn_all(to_theirs=False))
        self.take.clicked.connect(self.accept)
        self.give_up.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(text_label(title_of(self._opened), "heading", wrap=True), 1)
        head.addWidget(self.filter)
        layout.addLayout(head)
        layout.addWidget(text_label(sums_of(self._opened), "quiet", wrap=True))
        for warning in self._opened.warnings:
            layout.addWidget(text_label(warning, "warn", wrap=True))
        layout.addWidget(self.table, 1)
        layout.addWidget(self._whole)
        if self._clashes:
            line = QHBoxLayout()
            line.setSpacing(10)
            count = f"两边都改过的 {len(self._clashes)} 项，没有选上的一方留在操作日志里"
            line.addWidget(text_label(count, "strong", wrap=True), 1)
            for pressed in (self.turn, self.all_theirs, self.all_here):
                line.addWidget(pressed)
            layout.addLayout(line)
            layout.addWidget(self.clashes)
            layout.addWidget(self._both)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.setSpacing(10)
        for pressed in (self.give_up, self.take):
            foot.addWidget(pressed)
        layout.addLayout(foot)
        self.filter.setSizeAdjustPolicy(CodeCombo.SizeAdjustPolicy.AdjustToContents)


def title_of(opened: Opened) -> str:
    return f"{opened.sender} 第 {opened.sequence} 号交接包（{opened.made_on}，{opened.clerk}）"


def counts_of(opened: Opened) -> str:
    counts = ((outcome, opened.count(outcome)) for outcome in Outcome)
    return "，".join(f"{outcome.label} {count} 件" for outcome, count in counts if count)


def sums_of(opened: Opened) -> str:
    sums = opened.sums
    money = f"应追 {yuan(sums['amount_fen'])}，已追 {yuan(sums['recovered_fen'])}"
    scans = f"，新附件 {opened.attachments} 个" if opened.attachments else ""
    return f"{counts_of(opened)}{scans}；包内合计{money}。"


def _rows(opened: Opened) -> Iterator[ClashRow]:
    for change in opened.changes:
        for clash in change.clashes:
            yield ClashRow(change, clash, clash.takes_theirs)


def _filters(opened: Opened) -> list[tuple[Outcome | None, str]]:
    counts = [(outcome, opened.count(outcome)) for outcome in ORDER]
    found: list[tuple[Outcome | None, str]] = [(None, f"全部（{len(opened.changes)}）")]
    return found + [(outcome, f"{outcome.label}（{n}）") for outcome, n in counts if n]
