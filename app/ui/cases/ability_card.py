"""偿还能力: what two people found out and judged; the last record counts."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal

from app.errors import UserError
from app.models import Ability
from app.models.base import label
from app.services.abilities import AbilityLine
from app.ui.choices import CodeCombo
from app.ui.fields import CountEdit, DateEdit, Entry, MoneyEdit, NoteEdit
from app.ui.tables.entry_list import EntryList
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.widgets.folding import FoldCard
from app.ui.widgets.form import Form
from app.ui.widgets.grounds import to_note
from app.ui.widgets.texts import text_label, yuan

ANSWERS = ((True, "有偿还能力"), (False, "没有偿还能力"))


def _both(line: AbilityLine) -> str:
    return f"{line.ability.judged_by}、{line.ability.second_by}"


RECORDS = (
    Column("核查日期", lambda line: line.ability.judged_on, 7.2),
    Column("结论", lambda line: dict(ANSWERS)[line.ability.can_repay], 0),
    Column("人口", lambda line: line.ability.household, 4, is_number=True, dropped=3),
    Column("家庭月收入", lambda line: line.ability.income_fen, 8, yuan, is_number=True),
    Column("负债", lambda line: line.ability.debts_fen, 8, yuan, is_number=True, dropped=2),
    Column(
        "核查人", lambda line: f"{line.ability.judged_by}、{line.ability.second_by}", 8, dropped=1
    ),
)
REQUIRED = ("judged_on", "judged_by", "second_by", "household", "income_fen", "can_repay")


class AbilityCard(FoldCard):
    """Signals:
    entered(dict): fields of Ability.
    refused(UserError): something cannot be read.
    """

    entered = Signal(object)
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__("偿还能力")
        self._form = Form()
        self._clerk, self._today = "", date.min
        table = RecordView(RECORDS, most_rows=3, nothing="还没有核查偿还能力")
        self._findings = text_label("", "warn", wrap=True)
        self._add_fields()
        self.list = EntryList(table, self._form, add="登记核查", change="", save="保存核查结论")
        self.list.fresh = self._fresh
        self.add(self._findings, self.list)
        self.list.entered.connect(self._enter)
        self.list.refused.connect(self.refused)

    def show_abilities(self, abilities: Sequence[AbilityLine], clerk: str, today: date) -> None:
        """The last record first."""
        self._clerk, self._today = clerk, today
        self.list.show_records(abilities)
        self.list.table.choose_row(0)
        last = abilities[0] if abilities else None
        found = last.findings if last else ()
        self._findings.setText(to_note(found))
        self._findings.setVisible(bool(found))
        words = dict(ANSWERS)[last.ability.can_repay] if last else "尚未核查，须两人核查"
        self.tell(f"{last.ability.judged_on} {words}" if last else words)

    def mark(self, refused: UserError) -> bool:
        return self.list.mark(refused)

    def _fresh(self) -> Mapping[str, Any]:
        return {"judged_on": self._today, "judged_by": self._clerk}

    def _add_fields(self) -> None:
        for name, editor in (
            ("judged_on", DateEdit()),
            ("judged_by", Entry()),
            ("second_by", Entry("另一名核查人")),
            ("household", CountEdit("如 3")),
            ("dependants", CountEdit("没有不填")),
            ("income_fen", MoneyEdit()),
            ("debts_fen", MoneyEdit("没有不填")),
            ("can_repay", CodeCombo([(None, "请选择"), *ANSWERS])),
        ):
            star = " *" if name in REQUIRED else ""
            self._form.add(name, f"{label(Ability, name)}{star}", editor)
        self._form.add(
            "note", label(Ability, "note"), NoteEdit("收入、财产、债务从哪里查到"), columns=4
        )

    def _enter(self, values: Mapping[str, Any]) -> None:
        for name in REQUIRED:
            if values[name] in (None, ""):
                advice = f"请填写“{label(Ability, name)}”。"
                self.refused.emit(UserError("无法登记偿还能力", advice, field=name))
                return
        known = {name: value for name, value in values.items() if value is not None}
        self.entered.emit(known)
