"""佐证: what the departments certified; each category by those entitled to."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.models import Attachment, Evidence
from app.models.base import label
from app.models.terms import CategoryGroup
from app.rules.policy import Policy
from app.rules.vocabulary import label as word
from app.services.case_view import CaseView
from app.ui.cases.entries import NOT_CHOSEN
from app.ui.choices import CodeCombo, SuggestCombo
from app.ui.fields import DateEdit, DigitEntry, Entry
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.widgets.areas import column, scrolled
from app.ui.widgets.form import Form
from app.ui.widgets.texts import Card, button, text_label

SCANS = "图片或 PDF (*.jpg *.jpeg *.png *.tif *.tiff *.pdf)"


class EvidenceSection(QWidget):
    """Signals:
    added(dict): fields of Evidence, and scan.
    scan_asked(int): the id of an attachment to show.
    refused(UserError): something cannot be read.
    """

    added = Signal(object)
    scan_asked = Signal(object)
    refused = Signal(object)

    def __init__(self, policy: Policy) -> None:
        super().__init__()
        self.form = Form()
        self.category, self.department = CodeCombo(), CodeCombo()
        self.document = SuggestCombo()
        self.scan: Path | None = None
        self.pick_scan = button("选择扫描件", "paperclip")
        self.save = button("保存佐证", "save", role="primary")
        self.show_scan = button("查看扫描件", "eye")
        self._scan_name = text_label("未选扫描件", "small")
        self._policy = policy
        self._scans: dict[int, Attachment] = {}
        self.table = RecordView(self._columns(), most_rows=5, nothing="还没有登记佐证")
        self._add_fields()
        self._lay_out()
        self.category.changed.connect(self._offer_departments)
        self.pick_scan.clicked.connect(self._pick)
        self.save.clicked.connect(self._add)
        self.show_scan.clicked.connect(self._ask_scan)
        self.table.chosen.connect(self._show_whether_scanned)
        self._offer_departments()

    def show_view(self, view: CaseView) -> None:
        self._scans = {a.evidence_id: a for a in view.file.attachments if a.evidence_id is not None}
        self.table.show_records(view.file.evidence)
        self.table.choose_row(0)
        self._show_whether_scanned(self.table.current())

    def clear(self) -> None:
        """The form empty again, after what was in it is stored."""
        for name in ("document_number", "issued_on", "valid_until", "note"):
            self.form.fields[name].editor.show_value(None)
        self.category.show_value("")
        self.form.clear_marks()
        self.take_scan(None)

    def take_scan(self, path: Path | None) -> None:
        self.scan = path
        self._scan_name.setText(path.name if path else "未选扫描件")

    def focus_first(self) -> None:
        self.form.focus_first()

    def mark(self, refused: UserError) -> bool:
        return self.form.mark(refused)

    def _columns(self) -> tuple[Column, ...]:
        policy = self._policy
        return (
            Column("证明的类别", lambda e: word(policy.categories, e.category), 9),
            Column("出具单位", lambda e: word(policy.departments, e.department), 9, dropped=3),
            Column("材料名称", lambda e: e.document, 0),
            Column("材料编号", lambda e: e.document_number or None, 7, dropped=1),
            Column("出具日期", lambda e: e.issued_on, 7.2, dropped=2),
            Column("有效期至", lambda e: e.valid_until, 7.2),
            Column("扫描件", lambda e: "有" if e.id in self._scans else "无", 4.5),
        )

    def _add_fields(self) -> None:
        categories = self._policy.categories
        certified = [c for c, entry in categories.items() if entry.group != CategoryGroup.GENERAL]
        self.category.offer([NOT_CHOSEN, *((c, categories[c].label) for c in certified)])
        titles = {name: label(Evidence, name) for name in Evidence.model_fields}
        self.form.add("category", f"{titles['category']} *", self.category)
        self.form.add("department", f"{titles['department']} *", self.department)
        self.form.add("document", f"{titles['document']} *", self.document)
        self.form.add("document_number", titles["document_number"], DigitEntry())
        self.form.add("issued_on", f"{titles['issued_on']} *", DateEdit())
        self.form.add("valid_until", titles["valid_until"], DateEdit("长期有效不填"))
        self.form.add("note", titles["note"], Entry(), columns=2)
        self.form.finished.connect(self.save.setFocus)

    def _offer_departments(self) -> None:
        """Those entitled to certify the category, and the papers they give."""
        category = self._policy.categories.get(self.category.value() or "")
        codes = category.departments if category else ()
        departments = self._policy.departments
        self.department.offer([(code, departments[code].label) for code in codes])
        self.document.suggest(category.documents if category else ())

    def _pick(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "选择扫描件", "", SCANS)
        if path:
            self.take_scan(Path(path))

    def _add(self) -> None:
        try:
            values: dict[str, Any] = self.form.values()
        except UserError as refused:
            self.refused.emit(refused)
            return
        values = {name: value for name, value in values.items() if value is not None}
        self.added.emit(values | {"scan": self.scan})

    def _ask_scan(self) -> None:
        self.scan_asked.emit(self._scans[self.table.current().id].id)

    def _show_whether_scanned(self, evidence: Evidence | None) -> None:
        self.show_scan.setEnabled(evidence is not None and evidence.id in self._scans)

    def _lay_out(self) -> None:
        card = Card("登记佐证")
        card.body.addWidget(self.form)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.pick_scan)
        foot.addWidget(self._scan_name)
        foot.addStretch()
        foot.addWidget(self.save)
        card.body.addLayout(foot)
        kept = Card("已登记的佐证")
        kept.body.addWidget(self.table)
        look = QHBoxLayout()
        look.addStretch()
        look.addWidget(self.show_scan)
        kept.body.addLayout(look)
        content, sheets = column()
        for sheet in (card, kept):
            sheets.addWidget(sheet)
        sheets.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))
