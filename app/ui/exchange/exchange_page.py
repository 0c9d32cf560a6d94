"""The page 交接: workbooks in and out, the stick, lists of other offices, and what was done."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
)

from app.services.office import Office
from app.services.packages import history, waiting
from app.services.rolls import Proposal, accept_all, decline, proposals, store_roll
from app.ui.exchange.batches_desk import BatchesDesk
from app.ui.exchange.batches_panel import BatchesPanel
from app.ui.exchange.export_dialog import KINDS
from app.ui.exchange.roll_dialog import RollDialog
from app.ui.exchange.rolls_part import RollsPart
from app.ui.exchange.stick_desk import StickDesk
from app.ui.exchange.stick_part import StickPart
from app.ui.exchange.workbook_desk import WorkbookDesk
from app.ui.exchange.workbooks_part import EXPORTS, IMPORTS, WaysPart
from app.ui.forms.lists_desk import ListsDesk
from app.ui.messages import MessageBar, refusals_shown
from app.ui.page import Page
from app.ui.widgets.texts import button, text_label

LISTS = "表格 (*.xlsx *.xls *.csv)"


class ExchangePage(Page):
    """Parts: import, batches, export, stick, rolls."""

    def __init__(self, office: Office, messages: MessageBar) -> None:
        super().__init__(office, messages)
        self.stick, self.rolls = StickPart(), RollsPart()
        self.imports, self.exports = WaysPart(IMPORTS), WaysPart(EXPORTS)
        self.batches = BatchesPanel()
        self.records = BatchesDesk(office, messages, self.batches)
        self.workbooks = WorkbookDesk(office, messages, self)
        self.lists = ListsDesk(office, messages, self)
        self.desk = StickDesk(office, messages, self)
        self.tabs = {
            "import": button("导入", role="nav"),
            "batches": button("导入记录", role="nav"),
            "export": button("导出", role="nav"),
            "stick": button("U盘交接", role="nav"),
            "rolls": button("名单比对", role="nav"),
        }
        self._parts = (self.imports, self.batches, self.exports, self.stick, self.rolls)
        self._stack = QStackedWidget()
        for part in self._parts:
            self._stack.addWidget(part)
        self._group = QButtonGroup(self)
        self._lay_out()
        self._connect()
        self.tabs["import"].setChecked(True)

    def reload(self) -> None:
        rows, open_hits = waiting(self.office), proposals(self.office)
        cases = sum(one.cases for one in rows)
        self.tabs["stick"].setText(f"U盘交接（待交 {cases}）" if cases else "U盘交接")
        count = f"名单比对（{len(open_hits)}）"
        self.tabs["rolls"].setText(count if open_hits else "名单比对")
        self.records.reload()
        self.stick.show_waiting(rows)
        shown = proposals(self.office, decided=True) if self.rolls.decided.value() else open_hits
        self.rolls.show_proposals(shown)

    def show_part(self, part: str) -> None:
        self.tabs[part].setChecked(True)
        at = list(self.tabs).index(part)
        self._stack.setCurrentIndex(at)
        self.reload()
        self._parts[at].focus_first()

    def help_code(self) -> str:
        return f"exchange-{list(self.tabs)[self._stack.currentIndex()]}"

    def match_file(self, path: Path) -> None:
        """Hold a list against the open cases and keep what the clerk agrees to."""
        dialog = RollDialog(self.office, path, self)
        dialog.match()
        agreed, roll = bool(dialog.exec()), dialog.roll
        dialog.deleteLater()
        if not agreed or roll is None:
            return
        with refusals_shown(self.messages):
            new = store_roll(self.office, roll)
            self.show_part("rolls")
            words = "请逐条核对，登记为佐证或者不采用。" if new else "以前都已经比对过。"
            self.messages.say_done(f"“{roll.title}”比中 {len(roll.hits)} 件，新增 {new} 件", words)

    def _choose_list(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "选择名单", "", LISTS)
        if path:
            self.match_file(Path(path))

    def _accept(self, chosen: list[Proposal]) -> None:
        with refusals_shown(self.messages):
            done, refused = accept_all(self.office, [one.uid for one in chosen])
            self.reload()
            self.changed.emit()
            if refused:
                names = {one.uid: one.name for one in chosen}
                told = "；".join(f"{names[uid]}：{why}" for uid, why in refused[:5])
                self.messages.warn(f"登记佐证 {done} 件，{len(refused)} 件没有登记", told)
            else:
                self.messages.say_done(f"已登记佐证 {done} 件")

    def _decline(self, one: Proposal, reason: str) -> None:
        with refusals_shown(self.messages):
            decline(self.office, one.uid, reason=reason)
            self.reload()
            self.messages.say_done(f"{one.name}：名单“{one.roll}”不采用")

    def _do(self, code: str) -> None:
        acts: dict[str, Callable[[], None]] = {
            "import": self.workbooks.start_import,
            "match": self._choose_list,
            "open": self.desk.open_package,
            **{what: partial(self.workbooks.start_export, what) for what in KINDS},
            "print-ledger": self.lists.show_ledger,
            "deliveries": self.lists.show_deliveries,
            "month": lambda: self.lists.show_monthly(0),
            "last-month": lambda: self.lists.show_monthly(1),
            "hand": lambda: self.show_part("stick"),
        }
        acts[code]()

    def _connect(self) -> None:
        for ways in (self.imports, self.exports):
            ways.asked.connect(self._do)
        self.workbooks.imported.connect(self.changed)
        self.workbooks.imported.connect(self.reload)
        self.records.undone.connect(self.changed)
        self.desk.stored.connect(self.reload)
        self.stick.history_asked.connect(
            lambda one: self.stick.show_history(history(self.office, one.peer))
        )
        self.stick.peer_asked.connect(self.desk.set_peer)
        self.stick.hand_asked.connect(self.desk.hand_over)
        self.stick.receipt_asked.connect(
            lambda one: self.desk.write_receipt(one.peer.name, one.last_in.sequence)
        )
        self.stick.open_asked.connect(self.desk.open_package)
        self.stick.read_asked.connect(self.desk.read_receipt)
        self.rolls.choose_asked.connect(self._choose_list)
        self.rolls.accepted.connect(self._accept)
        self.rolls.declined.connect(self._decline)
        self.rolls.case_asked.connect(lambda one: self.case_asked.emit(one.number))
        self.rolls.decided.changed.connect(self.reload)
        for part, pressed in self.tabs.items():
            pressed.clicked.connect(lambda _=False, part=part: self.show_part(part))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(text_label("交接", "title"))
        head.addSpacing(8)
        for pressed in self.tabs.values():
            pressed.setCheckable(True)
            self._group.addButton(pressed)
            head.addWidget(pressed)
        head.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
