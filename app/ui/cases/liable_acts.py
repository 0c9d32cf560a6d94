"""What is done with a person liable: an heir renounces in writing, a mistake is taken off."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.errors import UserError
from app.models.base import label
from app.models.means import LiablePerson
from app.models.terms import LiableRole
from app.services.liabilities import LiableLine
from app.ui.fields import DateEdit, Entry
from app.ui.widgets.areas import column
from app.ui.widgets.form import Form
from app.ui.widgets.texts import button


class LiableActs(QWidget):
    """Signals:
    renounced(dict): uid, on, document. removed(dict): uid, reason.
    refused(UserError): something is missing.
    """

    renounced = Signal(object)
    removed = Signal(object)
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.renouncing, self.removing = Form(2), Form(1)
        self.renounce, self.remove = button("登记放弃继承", "save"), button("删除所选", "trash-2")
        self._line: LiableLine | None = None
        self.renouncing.add("renounced_on", label(LiablePerson, "renounced_on"), DateEdit())
        self.renouncing.add("document", "材料名称", Entry("如 放弃继承书"))
        self.removing.add("note", "删除原因", Entry("如 登记错人"))
        self._renounce_row = _row(self.renouncing, self.renounce)
        sheet, lines = column(8)
        for row in (self._renounce_row, _row(self.removing, self.remove)):
            lines.addWidget(row)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(sheet)
        for form, act in ((self.renouncing, self.renounce), (self.removing, self.remove)):
            form.finished.connect(act.setFocus)
        self.renounce.clicked.connect(self._renounce)
        self.remove.clicked.connect(self._remove)

    def show_line(self, line: LiableLine | None) -> None:
        self._line = line
        is_heir = line is not None and line.person.role == LiableRole.HEIR
        open_to_renounce = is_heir and line is not None and line.person.renounced_on is None
        self._renounce_row.setVisible(open_to_renounce)

    def clear(self) -> None:
        self.renouncing.show_values({"renounced_on": None, "document": ""})
        self.removing.show_values({"note": ""})

    def mark(self, refused: UserError) -> bool:
        return self.renouncing.mark(refused) or self.removing.mark(refused)

    def _renounce(self) -> None:
        try:
            values = self.renouncing.values()
            if values["renounced_on"] is None:
                title = label(LiablePerson, "renounced_on")
                raise UserError("无法登记放弃继承", f"请填写“{title}”。", field="renounced_on")
        except UserError as refused:
            self.refused.emit(refused)
            return
        if self._line is not None:
            own = {"uid": self._line.person.uid, "on": values["renounced_on"]}
            self.renounced.emit(own | {"document": values["document"]})

    def _remove(self) -> None:
        reason = self.removing.values()["note"]
        if not reason:
            self.refused.emit(UserError("无法删除责任人", "请填写删除原因。", field="note"))
        elif self._line is not None:
            self.removed.emit({"uid": self._line.person.uid, "reason": reason})


def _row(form: Form, act: QPushButton) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(12)
    line.addWidget(form, 1)
    line.addWidget(act, 0, Qt.AlignmentFlag.AlignBottom)
    return row
