"""导出: what, which columns, all or what changed, behind a password or not; then where to."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.services import asking, exporting, templates
from app.services.exporting import Wanted
from app.services.monthly import running_month
from app.services.office import Office
from app.ui.background import Cancelled, run_with_progress
from app.ui.choices import CodeCombo, SuggestCombo, TickBox
from app.ui.exchange.template_dialog import TemplateDialog
from app.ui.fields import MonthEdit, SecretEntry
from app.ui.help.f1 import helps
from app.ui.messages import MessageBar, refusals_shown
from app.ui.theme import ems
from app.ui.widgets.form import Form
from app.ui.widgets.texts import button, text_label

WORKBOOKS = "Excel 表格 (*.xlsx)"
KINDS = {  # what can be exported: its words, and what they mean
    "ledger": ("追缴台账", "全部栏目或者按模板，报县级或者给其他单位。"),
    "county": (
        "填入县级发来的表格",
        "按表头填进县级的表，原来的格式、合计、落款不动；表中已列出人员的，只填这些人。",
    ),
    "village": ("村级采集表", "每村一页，黄色栏目由村里填写，填好后用“导入”收回。"),
    "answers": (
        "县级答复表",
        "请县级填写核定金额、文号、止付和存入财政专户日期，发回后用“导入”收回。",
    ),
    "monthly": ("月报", "期初、新增、追回、抵扣、救助、期末，按险种、原因、类别、方式分列。"),
}
SCOPES = (("all", "全部个案"), ("changed", "上次报县级以来变动的"))
ASKED = {  # the fields of each
    "ledger": ("template", "scope", "is_handed"),
    "county": ("scope", "is_handed"),
    "village": ("village", "each"),
    "answers": ("scope",),
    "monthly": ("month",),
}
ALWAYS = ("what", "password", "again")


class ExportDialog(QDialog):
    """told: (title, path) of what was saved; None while nothing was. what: of KINDS, at first."""

    def __init__(
        self, office: Office, parent: QWidget | None = None, *, what: str = "ledger"
    ) -> None:
        super().__init__(parent)
        self.office = office
        self.told: tuple[str, str] | None = None
        self.messages = MessageBar()
        self.form = Form(2)
        self.about = text_label("", "quiet", wrap=True)
        self.edit = button("编辑模板", "settings")
        self.cancel = button("取消")
        self.go = button("导出", "file-output", role="primary")
        self._county: Path | None = None
        self._add_fields()
        self.form.fields["what"].editor.show_value(what)
        self._lay_out()
        self._connect()
        helps(self, "export")
        self.setWindowTitle("导出表格")
        self.resize(ems(46), ems(25))
        self._show_kind()

    def export(self, path: Path) -> None:
        """Write what is chosen; the dialog closes once it is saved and read again."""
        with refusals_shown(self.messages, self.form):
            write = self._writing(path)
            try:
                rows = run_with_progress(self, "正在导出，并重新读取核对", lambda _: write())
            except Cancelled:
                return
            title = KINDS[self._kind()][0]
            self.told = (f"{title}已保存并核对：{rows} 行", str(path))
            self.accept()

    def _writing(self, path: Path) -> Callable[[], int]:
        office, kind, values = self.office, self._kind(), self.form.values()
        wanted = self._wanted(values)
        if kind == "ledger":
            columns = templates.template_columns(office, values["template"])
            return lambda: exporting.export_ledger(office, path, wanted, columns=columns)
        if kind == "county":
            county = self._county
            if county is None:
                raise UserError("没有选择表格", "请先选择县级发来的表格。")
            return lambda: exporting.fill_county(office, county, path, wanted).cases
        if kind == "village" and values["each"]:
            return lambda: sum(asking.export_villages(office, path, wanted).values())
        if kind == "village":
            return lambda: asking.export_village(office, path, wanted, village=values["village"])
        if kind == "answers":
            return lambda: asking.export_answers(office, path, wanted)
        month = values["month"] or running_month(office)
        return lambda: asking.export_monthly(office, path, month, wanted)

    def _wanted(self, values: dict[str, object]) -> Wanted:
        password, kind = str(values["password"]), self._kind()
        if password != values["again"]:
            raise UserError("口令不一致", "两次填写的口令不一样，请重填。", field="again")
        return Wanted(
            password,
            only_changed="scope" in ASKED[kind] and values["scope"] == "changed",
            is_handed="is_handed" in ASKED[kind] and bool(values["is_handed"]),
        )

    def _kind(self) -> str:
        return str(self.form.fields["what"].editor.value())

    def _go(self) -> None:
        """Ask where to, once the form can be read; before it for the county's table."""
        with refusals_shown(self.messages, self.form):
            self._wanted(self.form.values())
            kind = self._kind()
            if kind == "county":
                chosen, _ = QFileDialog.getOpenFileName(self, "选择县级发来的表格", "", WORKBOOKS)
                if not chosen:
                    return
                self._county = Path(chosen)
            if kind == "village" and self.form.fields["each"].editor.value():
                if folder := QFileDialog.getExistingDirectory(self, "每村一个文件，存到文件夹"):
                    self.export(Path(folder))
                return
            path, _ = QFileDialog.getSaveFileName(self, "导出到", self._suggested(), WORKBOOKS)
            if path:
                self.export(Path(path).with_suffix(".xlsx"))

    def _suggested(self) -> str:
        if self._kind() == "county" and self._county:
            return f"{self._county.stem}（已填）.xlsx"
        village = str(self.form.fields["village"].editor.value())
        scope = village if self._kind() == "village" else ""
        return f"{scope}{KINDS[self._kind()][0]}{self.office.today():%Y%m%d}.xlsx"

    def _edit_templates(self) -> None:
        combo = self.form.fields["template"].editor
        dialog = TemplateDialog(self.office, str(combo.value()), self)
        dialog.exec()
        self._offer_templates(dialog.name)
        dialog.deleteLater()

    def _offer_templates(self, chosen: str) -> None:
        combo = self.form.fields["template"].editor
        if isinstance(combo, CodeCombo):
            combo.offer((name, name) for name in templates.templates(self.office))
            combo.show_value(chosen)

    def _show_kind(self) -> None:
        kind = self._kind()
        self.about.setText(KINDS[kind][1])
        shown = {*ALWAYS, *ASKED[kind]}
        self.form.leave_out(name for name in self.form.fields if name not in shown)
        self.edit.setVisible(kind == "ledger")

    def _add_fields(self) -> None:
        form = self.form
        form.add("what", "导出什么", CodeCombo((c, words) for c, (words, _) in KINDS.items()))
        form.add("template", "栏目", CodeCombo())
        villages = SuggestCombo(["", *asking.villages(self.office)])
        form.add("village", "村（社区），不填为全部", villages)
        form.add("each", "文件", TickBox("每村一个文件，各村只看到本村的人"))
        form.add("month", "月份", MonthEdit(f"不填为 {running_month(self.office)}"))
        form.add("scope", "范围", CodeCombo(SCOPES))
        form.add("is_handed", "报送", TickBox("这份报县级，记为已报"))
        form.add("password", "打开口令（可以不填）", SecretEntry("至少 8 个字符"))
        form.add("again", "再填一次口令", SecretEntry())
        self._offer_templates(next(iter(templates.templates(self.office))))

    def _connect(self) -> None:
        self.form.fields["what"].editor.changed.connect(self._show_kind)
        self.form.finished.connect(self.go.setFocus)
        self.edit.clicked.connect(self._edit_templates)
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._go)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.edit)
        foot.addStretch()
        for pressed in (self.cancel, self.go):
            foot.addWidget(pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        for part in (self.messages, self.form, self.about):
            layout.addWidget(part)
        layout.addStretch()
        layout.addLayout(foot)
