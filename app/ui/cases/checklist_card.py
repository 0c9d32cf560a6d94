"""核实清单: what is to be found out in this case, who found it out, from which paper."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal

from app.errors import UserError
from app.models import Check
from app.models.base import label
from app.models.terms import CheckResult
from app.services.case_view import CaseView
from app.services.checklist import CheckLine, lines
from app.ui.cases.entries import NOT_CHOSEN, choices, terms
from app.ui.choices import CodeCombo, SuggestCombo
from app.ui.fields import DateEdit, Entry
from app.ui.tables.entry_list import EntryList
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.widgets.folding import FoldCard
from app.ui.widgets.form import Form
from app.ui.widgets.grounds import cited
from app.ui.widgets.texts import text_label


def _result(line: CheckLine) -> str:
    if line.answer is not None:
        return CheckResult(line.answer.result).label
    return "应查清" if line.item.required else "未查"


ITEMS = (
    Column("核实事项", lambda line: line.item.label, 0),
    Column("情况", _result, 5.5),
    Column("依据材料", lambda line: line.answer.document or None if line.answer else None, 8),
    Column("核实人", lambda line: line.answer.checked_by if line.answer else None, 5, dropped=1),
    Column("日期", lambda line: line.answer.checked_on if line.answer else None, 7.2, dropped=2),
)


class ChecklistCard(FoldCard):
    """Enter on a line asks for its answer.

    Signals:
        entered(dict): item and fields of Check.
        refused(UserError): something cannot be read.
    """

    entered = Signal(object)
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__("核实清单")
        self._form, self._paper, self._source = Form(), SuggestCombo(), CodeCombo()
        self._today, self._clerk = date.min, ""
        self._question = text_label("", "quiet", wrap=True)
        table = RecordView(ITEMS, most_rows=8)
        self._add_fields()
        words = {"add": "", "change": "登记所选事项", "save": "保存核实情况"}
        self.list = EntryList(table, self._form, **words)
        self.list.known = self._known
        self.add(self.list)
        self.list.layout().insertWidget(1, self._question)  # type: ignore[union-attr]
        self.list.entered.connect(self._enter)
        self.list.refused.connect(self.refused)
        table.chosen.connect(self._ask)

    def show_view(self, view: CaseView, clerk: str, today: date) -> None:
        self._clerk, self._today = clerk, today
        sources = {**view.policy.sources, **view.policy.subtypes}
        self._source.offer(choices(sources, first=("", "未填")))
        items = lines(view.policy, view.file, view.marks)
        self.list.show_records(items)
        waiting = next((at for at, line in enumerate(items) if not line.is_answered), 0)
        self.list.table.choose_row(waiting)
        answered = sum(line.is_answered for line in items)
        needed = sum(line.item.required and not line.is_answered for line in items)
        still = f"，还有 {needed} 项应当查清" if needed else ""
        self.tell(f"{len(items)} 项，已查清 {answered} 项{still}")

    def mark(self, refused: UserError) -> bool:
        return self.list.mark(refused)

    def _add_fields(self) -> None:
        titles = {name: label(Check, name) for name in Check.model_fields}
        results = CodeCombo([NOT_CHOSEN, *terms(CheckResult)])
        self._form.add("result", f"{titles['result']} *", results)
        self._form.add("document", titles["document"], self._paper)
        self._form.add("checked_by", f"{titles['checked_by']} *", Entry())
        self._form.add("checked_on", f"{titles['checked_on']} *", DateEdit())
        self._form.add("source", titles["source"], self._source)
        self._form.add("note", titles["note"], Entry(), columns=3)

    def _known(self, line: CheckLine) -> Mapping[str, Any]:
        """The last answer; for a first one the clerk and today."""
        self._paper.suggest(("", *line.item.papers))
        fresh = {"checked_by": self._clerk, "checked_on": self._today, "source": ""}
        known = line.answer.model_dump() if line.answer else {"result": ""}
        return {**fresh, "document": "", **known}

    def _ask(self, line: CheckLine) -> None:
        self._question.setText(cited(line.item.question, line.ground))

    def _enter(self, values: Mapping[str, Any]) -> None:
        if values["checked_on"] is None:
            title = label(Check, "checked_on")
            refused = UserError("无法登记核实事项", f"请填写“{title}”。", field="checked_on")
            self.refused.emit(refused)
            return
        self.entered.emit({"item": self.list.changing.code, **values})
