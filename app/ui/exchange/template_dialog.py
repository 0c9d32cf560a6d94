"""导出模板: columns chosen from all there are, put in order, and their headings written anew."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QTableWidgetSelectionRange,
    QVBoxLayout,
    QWidget,
)

from app.services import templates
from app.services.office import Office
from app.ui.choices import SuggestCombo
from app.ui.help.f1 import helps
from app.ui.messages import MessageBar, confirmed, refusals_shown
from app.ui.theme import ems
from app.ui.widgets.texts import button, text_label

MOST_WIDE, MOST_HIGH = 1320, 690  # pixels: the whole of it is on the smallest screen


class TemplateDialog(QDialog):
    """name: of the template shown last, for the choice this dialog was opened from."""

    def __init__(self, office: Office, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office, self.name = office, name
        self.messages = MessageBar()
        self.templates = SuggestCombo()
        self.known = _table(("全部栏目",))
        self.chosen = _table(("栏目", "表头（双击修改）"))
        self.add = button("加入", "arrow-right")
        self.drop = button("移出", "arrow-left")
        self.up, self.down = button("上移"), button("下移")
        self.remove = button("删除模板", "trash-2")
        self.save = button("保存模板", "save", role="primary")
        self.close_button = button("关闭")
        helps(self, "export")
        self.setWindowTitle("导出模板")
        self.resize(min(ems(62), MOST_WIDE), min(ems(40), MOST_HIGH))
        self._lay_out()
        self._connect()
        for field, title in templates.offered().items():
            _append(self.known, (title,), field)
        self._offer(name)

    def pairs(self) -> list[tuple[str, str]]:
        """The columns chosen: field and heading."""
        rows = range(self.chosen.rowCount())
        return [(_field(self.chosen, row), _text(self.chosen, row, 1)) for row in rows]

    def show_template(self, name: str) -> None:
        known = templates.templates(self.office)
        if name not in known:
            return
        self.name = name
        self.chosen.setRowCount(0)
        for each in known[name]:
            _append(self.chosen, (each.column.title, each.heading), each.column.field)
        self.remove.setEnabled(not templates.is_built_in(name))

    def add_selected(self) -> None:
        """Those selected on the left, behind the row selected on the right."""
        there = {field for field, _ in self.pairs()}
        for row in _selected(self.known):
            field = _field(self.known, row)
            if field not in there:
                title = _text(self.known, row, 0)
                _append(self.chosen, (title, title), field)
                self.chosen.selectRow(self.chosen.rowCount() - 1)

    def drop_selected(self) -> None:
        for row in reversed(_selected(self.chosen)):
            self.chosen.removeRow(row)

    def move_selected(self, by: int) -> None:
        """The rows selected, one up or one down."""
        rows = _selected(self.chosen)
        last = self.chosen.rowCount() - 1
        if not rows or rows[0] + by < 0 or rows[-1] + by > last:
            return
        for row in rows if by < 0 else reversed(rows):
            for column in range(2):
                one = self.chosen.takeItem(row, column)
                other = self.chosen.takeItem(row + by, column)
                self.chosen.setItem(row + by, column, one)
                self.chosen.setItem(row, column, other)
        self.chosen.clearSelection()
        for row in rows:
            whole = QTableWidgetSelectionRange(row + by, 0, row + by, 1)
            self.chosen.setRangeSelected(whole, True)

    def save_template(self) -> None:
        with refusals_shown(self.messages):
            name = self.templates.value()
            kept = templates.save_template(self.office, name, self.pairs())
            self._offer(kept.name)
            self.messages.say_done(f"模板“{kept.name}”已保存：{len(kept.columns)} 个栏目")

    def remove_template(self) -> None:
        name = self.templates.value()
        if confirmed(self, "删除模板", f"删除导出模板“{name}”？", "删除"):
            with refusals_shown(self.messages):
                templates.remove_template(self.office, name)
                self._offer(next(iter(templates.templates(self.office))))

    def _choose(self) -> None:
        """Another template; Qt says the same one again whenever its field is left."""
        if self.templates.value() != self.name:
            self.show_template(self.templates.value())

    def _offer(self, name: str) -> None:
        self.templates.suggest(templates.templates(self.office))
        self.templates.show_value(name)
        self.show_template(name)

    def _connect(self) -> None:
        self.templates.activated.connect(lambda _: self._choose())
        self.known.cellDoubleClicked.connect(lambda *_: self.add_selected())
        self.add.clicked.connect(self.add_selected)
        self.drop.clicked.connect(self.drop_selected)
        self.up.clicked.connect(lambda: self.move_selected(-1))
        self.down.clicked.connect(lambda: self.move_selected(1))
        self.save.clicked.connect(self.save_template)
        self.remove.clicked.connect(self.remove_template)
        self.close_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        head, middle, between, foot = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        head.addWidget(text_label("模板名称"))
        head.addWidget(self.templates, 1)
        between.addStretch()
        for pressed in (self.add, self.drop, self.up, self.down):
            between.addWidget(pressed)
        between.addStretch()
        middle.addWidget(self.known, 2)
        middle.addLayout(between)
        middle.addWidget(self.chosen, 3)
        foot.addWidget(text_label("要新建模板，改一个名称再保存。", "quiet"))
        foot.addStretch()
        for pressed in (self.remove, self.close_button, self.save):
            foot.addWidget(pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        for row in (head, middle, between, foot):
            row.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.messages)
        layout.addLayout(middle, 1)
        layout.addLayout(foot)


def _table(titles: Sequence[str]) -> QTableWidget:
    table = QTableWidget(0, len(titles))
    table.setHorizontalHeaderLabels(list(titles))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ems(2.2))
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    heading = table.horizontalHeader()
    heading.setHighlightSections(False)
    heading.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return table


def _append(table: QTableWidget, texts: Sequence[str], field: str) -> None:
    """A row; only a heading, in the second column, can be typed into."""
    row = table.rowCount()
    table.insertRow(row)
    for column, text in enumerate(texts):
        item = QTableWidgetItem(text)
        if column == 0:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            item.setData(Qt.ItemDataRole.UserRole, field)
        table.setItem(row, column, item)


def _field(table: QTableWidget, row: int) -> str:
    item = table.item(row, 0)
    return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""


def _text(table: QTableWidget, row: int, column: int) -> str:
    item = table.item(row, column)
    return item.text() if item else ""


def _selected(table: QTableWidget) -> list[int]:
    return sorted({index.row() for index in table.selectedIndexes()})
