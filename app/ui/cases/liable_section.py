"""责任人: who answers for the debt beside the person, with share and limit; the money's order."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserError
from app.models import LiablePerson
from app.models.base import label
from app.models.terms import LiableRole
from app.rules.identity import masked
from app.rules.policy import Finding, Policy
from app.services.liabilities import LiableLine
from app.services.sources import Sources
from app.ui.cases.entries import NOT_CHOSEN, choices, terms
from app.ui.cases.liable_acts import LiableActs
from app.ui.cases.sources_card import SourcesCard
from app.ui.choices import CodeCombo
from app.ui.fields import DigitEntry, Entry, IdEdit, MoneyEdit
from app.ui.tables.entry_list import EntryList
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.widgets.areas import column, scrolled
from app.ui.widgets.form import Form
from app.ui.widgets.grounds import with_ground
from app.ui.widgets.texts import Card, text_label, yuan

SELF = "self"  # the relation 本人, who is no further person
PEOPLE = (
    Column("身份", lambda line: line.role, 6.8),
    Column("姓名（名称）", lambda line: line.person.name, 0),
    Column("与当事人关系", lambda line: line.relation or None, 6.5, dropped=2),
    Column("应承担", lambda line: line.share_fen, 8, yuan, is_number=True),
    Column("所得遗产", lambda line: line.person.limit_fen, 8, yuan, is_number=True, dropped=3),
    Column("最多可追", lambda line: line.most_fen, 8, yuan, is_number=True),
    Column("放弃继承", lambda line: line.person.renounced_on, 7.2, dropped=1),
)


class LiableSection(QWidget):
    """Signals:
    entered(dict): uid (None for a new person) and fields of LiablePerson.
    renounced(dict): uid, on, document. removed(dict): uid, reason.
    refused(UserError): something cannot be read.
    """

    entered = Signal(object)
    renounced = Signal(object)
    removed = Signal(object)
    refused = Signal(object)

    def __init__(self, policy: Policy) -> None:
        super().__init__()
        self._form, self.role, self._id = (
            Form(),
            CodeCombo([NOT_CHOSEN, *terms(LiableRole)]),
            IdEdit(),
        )
        table = RecordView(PEOPLE, most_rows=5, nothing="还没有登记责任人")
        self._add_fields(policy)
        words = {"add": "登记责任人", "change": "更正所选", "save": "保存责任人"}
        self.list = EntryList(table, self._form, **words)
        self.list.fresh, self.list.known = self._fresh, self._known
        self.acts, self.sources = LiableActs(), SourcesCard()
        self._finding, self._shares = text_label("", "quiet", wrap=True), text_label("", "warn")
        self._shares.setWordWrap(True)
        self._lay_out()
        table.chosen.connect(self._follow)
        self.role.changed.connect(self._follow_role)
        self.list.entered.connect(self._enter)
        self.acts.renounced.connect(self.renounced)
        self.acts.removed.connect(self.removed)
        for part in (self.list, self.acts):
            part.refused.connect(self.refused)
        self._follow_role()

    def show_liable(
        self, lines: Sequence[LiableLine], shares: Finding | None, found: Sources
    ) -> None:
        self.list.show_records(lines)
        self.acts.setVisible(bool(lines))
        self._finding.setVisible(bool(lines))
        self._shares.setText(shares.text if shares else "")
        self._shares.setVisible(shares is not None)
        self._follow(self.list.table.current())
        self.sources.show_sources(found)

    def clear(self) -> None:
        """Another case, or something was done: nothing typed is carried over."""
        self.list.fold()
        self.acts.clear()

    def focus_first(self) -> None:
        self.list.focus_first()

    def mark(self, refused: UserError) -> bool:
        return self.list.mark(refused) or self.acts.mark(refused)

    def _add_fields(self, policy: Policy) -> None:
        titles = {name: label(LiablePerson, name) for name in LiablePerson.model_fields}
        relations = choices(policy.relations, first=("", "未填"))
        others = [choice for choice in relations if choice[0] != SELF]
        self._form.add("role", f"{titles['role']} *", self.role)
        self._form.add("name", f"{titles['name']} *", Entry())
        self._form.add("relation", titles["relation"], CodeCombo(others))
        self._form.add("id_number", titles["id_number"], self._id)
        self._form.add("phone", titles["phone"], DigitEntry())
        self._form.add("share_fen", titles["share_fen"], MoneyEdit("共同承担不填"))
        self._form.add("limit_fen", titles["limit_fen"], MoneyEdit("尚未查清不填"))
        self._form.add("address", titles["address"], Entry())
        self._form.add("note", titles["note"], Entry(), columns=2)

    def _fresh(self) -> Mapping[str, Any]:
        self._id.setPlaceholderText("")
        return {"role": "", "relation": ""}

    def _known(self, line: LiableLine) -> Mapping[str, Any]:
        """The number is shown masked; typing replaces it."""
        number = line.person.id_number
        self._id.setPlaceholderText(f"{masked(number)}，不改不填" if number else "")
        return line.person.model_dump() | {"id_number": None}

    def _enter(self, values: dict[str, Any]) -> None:
        changing: LiableLine | None = self.list.changing
        if not values["id_number"]:
            del values["id_number"]
        if values["role"] != LiableRole.HEIR:
            values["limit_fen"] = None
        self.entered.emit({"uid": changing.person.uid if changing else None, **values})

    def _follow(self, line: LiableLine | None) -> None:
        self.acts.show_line(line)
        if line is not None:
            self._finding.setText(with_ground(line.finding))

    def _follow_role(self) -> None:
        """Only heirs inherit."""
        self._form.leave_out(() if self.role.value() == LiableRole.HEIR else ("limit_fen",))

    def _lay_out(self) -> None:
        card = Card("责任人")
        for part in (self._shares, self.list, self._finding, self.acts):
            card.body.addWidget(part)
        content, sheets = column()
        for sheet in (card, self.sources):
            sheets.addWidget(sheet)
        sheets.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))
