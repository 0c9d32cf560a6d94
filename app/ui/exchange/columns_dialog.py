"""列的对应: which column of a workbook means what, with samples, and put right by hand."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.rules.identity import masked
from app.services.layouts import READABLE, SheetMapping
from app.ui.choices import CodeCombo, TickBox
from app.ui.help.f1 import helps
from app.ui.theme import ems
from app.ui.widgets.areas import FollowingArea
from app.ui.widgets.texts import ElidedLabel, button, text_label

MASKED_FROM = 15  # digits
NOT_READ = (("", "不读取"),)
INTRODUCTION = "每一列是什么、前几个内容是什么。不对的请改选；导入后，同样表头的表下次照用。"
HEADINGS = ("列", "表头", "内容", "对应的栏目", "")


class ColumnsDialog(QDialog):
    """One part for each shape of header; sheets of one shape share it.

    sheets: the names of those to read; chosen: by shape and letters, the fields as they are now.
    """

    def __init__(
        self, mappings: Sequence[SheetMapping], read: Iterable[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        ticked = set(read)
        self._ticks = {mapping.sheet: TickBox(mapping.sheet) for mapping in mappings}
        for sheet, tick in self._ticks.items():
            tick.show_value(sheet in ticked)
        self._combos: dict[str, dict[str, CodeCombo]] = {}
        self._before: dict[str, dict[str, str]] = {}
        self.use = button("按此读取", "check", role="primary")
        self.give_up = button("取消")
        self.use.clicked.connect(self.accept)
        self.give_up.clicked.connect(self.reject)
        helps(self, "import")
        self.setWindowTitle("列的对应")
        self.resize(ems(56), ems(36))
        self._lay_out(mappings)

    def sheets(self) -> frozenset[str]:
        """The sheets to read; all when none is left out."""
        ticked = frozenset(sheet for sheet, tick in self._ticks.items() if tick.value())
        return frozenset() if len(ticked) == len(self._ticks) else ticked

    def chosen(self) -> dict[str, dict[str, str]]:
        """What the clerk chose otherwise than it was understood, by shape and letters."""
        return {
            shape: {
                letters: combo.value()
                for letters, combo in combos.items()
                if combo.value() != self._before[shape][letters]
            }
            for shape, combos in self._combos.items()
        }

    def combo(self, mapping: SheetMapping, letters: str) -> CodeCombo:
        return self._combos[mapping.shape][letters]

    def _lay_out(self, mappings: Sequence[SheetMapping]) -> None:
        content = QWidget()
        parts = QVBoxLayout(content)
        parts.setSpacing(14)
        if len(self._ticks) > 1:
            parts.addWidget(text_label("读取的工作表", "section"))
            parts.addLayout(_in_rows(list(self._ticks.values())))
        for mapping in mappings:
            if mapping.shape not in self._combos:
                sheets = list(dict.fromkeys(m.sheet for m in mappings if m.shape == mapping.shape))
                parts.addWidget(text_label(_title(mapping, sheets), "section", wrap=True))
                parts.addLayout(self._columns(mapping))
        parts.addStretch()
        foot = QHBoxLayout()
        foot.addStretch()
        for pressed in (self.give_up, self.use):
            foot.addWidget(pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(text_label(INTRODUCTION, wrap=True))
        layout.addWidget(FollowingArea(content), 1)
        layout.addLayout(foot)

    def _columns(self, mapping: SheetMapping) -> QGridLayout:
        combos = self._combos.setdefault(mapping.shape, {})
        before = self._before.setdefault(mapping.shape, {})
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(2, 1)
        for place, heading in enumerate(HEADINGS):
            grid.addWidget(text_label(heading, "quiet"), 0, place)
        for row, column in enumerate(mapping.columns, start=1):
            combo = CodeCombo([*NOT_READ, *_offered(column.field, column.title)])
            combo.show_value(column.field)
            combo.setMinimumWidth(ems(12))
            combo.setAccessibleName(f"{column.letters} 列对应的栏目")
            combos[column.letters], before[column.letters] = combo, column.field
            samples = ElidedLabel("quiet")
            samples.setText("、".join(map(_shown, column.samples)))
            certainty = column.certainty.label if column.certainty is not None else "未识别"
            cells = (text_label(column.letters), text_label(column.heading, wrap=True), samples)
            for place, widget in enumerate((*cells, combo, text_label(certainty, "quiet"))):
                grid.addWidget(widget, row, place)
        return grid


def _offered(field: str, title: str) -> Iterable[tuple[str, str]]:
    """What a column may be; one that is known and only written stays as it is."""
    known = dict(READABLE)
    return [*READABLE] if not field or field in known else [(field, title), *READABLE]


def _shown(sample: str) -> str:
    """A value without what is nobody's business: long numbers are masked as in every list."""
    is_number = sum(character.isdigit() for character in sample) >= MASKED_FROM
    return masked("".join(sample.split())) if is_number else sample


def _title(mapping: SheetMapping, sheets: Sequence[str]) -> str:
    which = f"“{sheets[0]}”" + (f"等 {len(sheets)} 张表" if len(sheets) > 1 else "表")
    return f"{which}，表头在第 {mapping.header_row} 行"


def _in_rows(widgets: Sequence[QWidget], across: int = 4) -> QGridLayout:
    grid = QGridLayout()
    for place, widget in enumerate(widgets):
        grid.addWidget(widget, place // across, place % across)
    return grid


def merged(
    before: Mapping[str, Mapping[str, str]], now: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """Choices with later ones over them."""
    return {shape: {**before.get(shape, {}), **now.get(shape, {})} for shape in before.keys() | now}
