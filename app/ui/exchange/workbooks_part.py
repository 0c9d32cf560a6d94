"""导入、导出: the workbooks and lists that come and go, each with a word on what it is for."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.ui.theme import ems
from app.ui.widgets.areas import column, scrolled
from app.ui.widgets.texts import Card, button, text_label


@dataclass(frozen=True)
class Way:
    """One thing to do; code: what the page is asked for; icon: a file of assets/icons."""

    code: str
    title: str
    icon: str
    words: str


IMPORTS = (
    Way(
        "import",
        "导入表格",
        "file-input",
        "县级下发的疑点表，或者交出去填好返回的表（.xlsx、.xls、.csv）。先逐行预览，确认后才保存。",
    ),
    Way(
        "match",
        "比对名单",
        "search",
        "民政、残联、乡村振兴等部门的名单，按身份证号码找出在名单上的当事人，作为佐证的建议。",
    ),
    Way(
        "open",
        "打开交接包",
        "folder-open",
        "下级交来的，或者上级答复的加密交接包：个案、办理记录和扫描件一起带来。",
    ),
)
EXPORTS = (
    Way(
        "ledger",
        "导出追缴台账",
        "file-output",
        "Excel 台账：栏目按模板，全部个案或者只要变动的，可以加口令。",
    ),
    Way("county", "填县级的表", "file-output", "把台账按表头填进县级发来的表格，格式不动。"),
    Way("village", "村级采集表", "file-output", "每村一页，有下拉选择；填好后用“导入表格”收回。"),
    Way("answers", "县级答复表", "file-output", "请县级填核定金额、文号、止付和存入日期。"),
    Way("monthly", "月报表格", "file-output", "月报的 Excel 表，期初到期末逐行核对。"),
    Way("print-ledger", "打印追缴台账", "printer", "按村排好的纸质台账，A4 横向，有合计。"),
    Way("deliveries", "打印待送达清单", "printer", "还没有送达的文书，按村排列，带着去送。"),
    Way("month", "打印本月月报", "printer", "本月的期初、新增、追回、期末，按险种和原因。"),
    Way("last-month", "打印上月月报", "printer", "上个月的月报。"),
    Way("hand", "打交接包", "save", "对方还没有的个案、记录和扫描件，加密存到 U 盘。"),
)


class WaysPart(QWidget):
    """Signals: asked(str): the code of a Way."""

    asked = Signal(object)

    def __init__(self, ways: Sequence[Way]) -> None:
        super().__init__()
        self.buttons = {way.code: button(way.title, way.icon) for way in ways}
        content, sheets = column()
        card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(14)
        grid.setColumnStretch(1, 1)
        for row, way in enumerate(ways):
            pressed = self.buttons[way.code]
            pressed.setMinimumWidth(ems(11))
            pressed.clicked.connect(lambda _=False, code=way.code: self.asked.emit(code))
            grid.addWidget(pressed, row, 0)
            grid.addWidget(text_label(way.words, "quiet", wrap=True), row, 1)
        card.body.addLayout(grid)
        sheets.addWidget(card)
        sheets.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))

    def focus_first(self) -> None:
        next(iter(self.buttons.values())).setFocus()
