"""A form: fields in as many columns as fit, walked by Enter, each refusal beside its field."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app.errors import UserError
from app.ui.choices import CodeCombo, TickBox
from app.ui.fields import Entry, NoteEdit
from app.ui.groups import GroupEdit
from app.ui.theme import ems
from app.ui.widgets.areas import bring_to_sight
from app.ui.widgets.texts import restyle, text_label

Editor = Entry | NoteEdit | CodeCombo | TickBox | GroupEdit
COLUMN_EMS = 12.5
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Field(QWidget):
    """A title above an editor, and below it what is wrong or what the value says."""

    def __init__(self, title: str, editor: Editor, *, columns: int = 1) -> None:
        super().__init__()
        self.columns = columns
        self.editor = editor
        self.refusal = text_label("", "refused", wrap=True)
        self.remark = text_label("", "warn", wrap=True)
        for quiet in (self.refusal, self.remark):
            quiet.hide()
        self._title = text_label(title, "field")
        self._title.setBuddy(editor)
        editor.setAccessibleName(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        for widget in (self._title, editor, self.refusal, self.remark):
            layout.addWidget(widget)
        layout.addStretch()

    def title(self) -> str:
        return self._title.text()

    def rename(self, title: str) -> None:
        """Another title, where another choice gives the field another sense."""
        self._title.setText(title)
        self.editor.setAccessibleName(title)

    def show_refusal(self, text: str) -> None:
        self._say(text, "refused")
        restyle(self.editor, "refused", bool(text))

    def show_note(self, text: str) -> None:
        """A remark that refuses nothing."""
        self._say(text, "small")
        restyle(self.editor, "refused", False)

    def show_remark(self, text: str) -> None:
        """What others know of the value; it stays until it is taken back with ""."""
        self.remark.setText(text)
        self.remark.setVisible(bool(text))

    def check(self) -> bool:
        """Whether the value can be read; says beside the field what is wrong."""
        try:
            self.editor.value()
        except UserError as refused:
            self.show_refusal(refused.advice)
            return False
        self.show_note(self.editor.note())
        return True

    def _say(self, text: str, role: str) -> None:
        restyle(self.refusal, "role", role)
        self.refusal.setText(text)
        self.refusal.setVisible(bool(text))


class Form(QWidget):
    """Fields by name, in the order of the paper.

    Signals:
        changed(): a value is another one.
        finished(): Enter was pressed in the last field.
    """

    changed = Signal()
    finished = Signal()

    def __init__(self, most_columns: int = 4, *, column_ems: float = COLUMN_EMS) -> None:
        """column_ems: as wide as a column must be, less where all titles are short."""
        super().__init__()
        self._column_ems = column_ems
        self.fields: dict[str, Field] = {}
        self._most_columns = most_columns
        self._columns = 0
        self._left_out: frozenset[str] = frozenset()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)

    def add(self, name: str, title: str, editor: Editor, *, columns: int = 1) -> Field:
        """columns: how many the field spans; a title ending in * must be filled in."""
        field = Field(title, editor, columns=columns)
        self.fields[name] = field
        editor.changed.connect(self.changed)
        editor.left.connect(field.check)
        editor.installEventFilter(self)
        self._columns = 0
        self._arrange(self._most_columns)
        return field

    def values(self) -> dict[str, Any]:
        """What was typed, by name. Raises the first UserError, all of them marked."""
        refused = [name for name, field in self.fields.items() if not field.check()]
        if refused:
            field = self.fields[refused[0]]
            raise UserError(
                f"“{field.title().rstrip(' *')}”填写有误", field.refusal.text(), field=refused[0]
            )
        return {name: field.editor.value() for name, field in self.fields.items()}

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Those of `values` the form has a field for."""
        for name, field in self.fields.items():
            if name in values:
                field.editor.show_value(values[name])
            field.show_note("")

    def mark(self, refused: UserError) -> bool:
        """Show a refusal beside its field and go there; False when the form has no such field."""
        field = self.fields.get(refused.field or "")
        if field is None:
            return False
        field.show_refusal(refused.advice)
        field.editor.setFocus()
        bring_to_sight(field)
        return True

    def clear_marks(self) -> None:
        for field in self.fields.values():
            field.show_note("")

    def focus_first(self) -> None:
        next(iter(self._shown())).editor.setFocus()

    def leave_out(self, names: Iterable[str]) -> None:
        """Hide these fields and show the others, without holes."""
        self._left_out = frozenset(names)
        for name, field in self.fields.items():
            field.setVisible(name not in self._left_out)
        columns, self._columns = self._columns, 0
        self._arrange(columns)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if event.key() in ENTER and is_plain:
                self._walk(watched)
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fitting = (event.size().width() + 16) // (ems(self._column_ems) + 16)
        self._arrange(min(max(fitting, 1), self._most_columns))

    def minimumSizeHint(self) -> QSize:
        return QSize(ems(self._column_ems), super().minimumSizeHint().height())

    def _walk(self, editor: QObject) -> None:
        editors = [field.editor for field in self._shown()]
        place = next((at for at, one in enumerate(editors) if one is editor), -1)
        following = [one for one in editors[place + 1 :] if one.isEnabled()]
        if following:
            following[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.finished.emit()

    def _shown(self) -> list[Field]:
        return [field for name, field in self.fields.items() if name not in self._left_out]

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        row = column = 0
        for field in self._shown():
            wide = min(field.columns, columns)
            if column + wide > columns:
                row, column = row + 1, 0
            self._grid.addWidget(field, row, column, 1, wide)
            column += wide
        for at in range(self._most_columns):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
        self.updateGeometry()
