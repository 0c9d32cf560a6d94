"""登记佐证: the paper, who gave it, in whose name it is, and its scan."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from app.errors import UserError
from app.models import Evidence
from app.models.base import label
from app.models.terms import CategoryGroup
from app.rules.hardship import SELF
from app.rules.policy import Policy
from app.rules.wanted import entitled
from app.ui.cases.entries import NOT_CHOSEN
from app.ui.choices import CodeCombo, SuggestCombo
from app.ui.fields import DateEdit, DigitEntry, Entry, IdEdit
from app.ui.widgets.form import Form
from app.ui.widgets.texts import Card, button, text_label

SCANS = "图片或 PDF (*.jpg *.jpeg *.png *.tif *.tiff *.pdf)"
HOLDER = ("holder_name", "holder_id_number")


class EvidenceForm(Card):
    """Signals:
    added(dict): fields of Evidence, and scan.
    refused(UserError): something cannot be read.
    """

    added = Signal(object)
    refused = Signal(object)

    def __init__(self, policy: Policy) -> None:
        super().__init__("登记佐证")
        self.form = Form()
        self.category, self.department, self.whose = CodeCombo(), CodeCombo(), CodeCombo()
        self.document = SuggestCombo()
        self.scan: Path | None = None
        self.pick_scan = button("选择扫描件", "paperclip")
        self.save = button("保存佐证", "save", role="primary")
        self._scan_name = text_label("未选扫描件", "small")
        self._proves = text_label("", "small", wrap=True)
        self._policy = policy
        self._add_fields()
        self._lay_out()
        self.category.changed.connect(self._offer_papers)
        self.document.changed.connect(self._offer_departments)
        self.whose.changed.connect(self._follow_whose)
        self.pick_scan.clicked.connect(self._pick)
        self.save.clicked.connect(self._add)
        self._offer_papers()
        self._follow_whose()

    def clear(self) -> None:
        """Empty again, after what was in it is stored."""
        for name in ("document_number", "issued_on", "valid_until", "note", *HOLDER):
            self.form.fields[name].editor.show_value(None)
        self.category.show_value("")
        self.whose.show_value(SELF)
        self.form.clear_marks()
        self.take_scan(None)

    def take_scan(self, path: Path | None) -> None:
        self.scan = path
        self._scan_name.setText(path.name if path else "未选扫描件")

    def mark(self, refused: UserError) -> bool:
        return self.form.mark(refused)

    def _add_fields(self) -> None:
        categories, relations = self._policy.categories, self._policy.relations
        certified = [c for c, entry in categories.items() if entry.group != CategoryGroup.GENERAL]
        self.category.offer([NOT_CHOSEN, *((c, categories[c].label) for c in certified)])
        holders = [c for c, entry in relations.items() if c == SELF or entry.may_hold_papers]
        self.whose.offer([(code, relations[code].label) for code in holders])
        titles = {name: label(Evidence, name) for name in Evidence.model_fields}
        self.form.add("category", f"{titles['category']} *", self.category)
        self.form.add("document", f"{titles['document']} *", self.document)
        self.form.add("department", f"{titles['department']} *", self.department)
        self.form.add("document_number", titles["document_number"], DigitEntry())
        self.form.add("issued_on", f"{titles['issued_on']} *", DateEdit())
        self.form.add("valid_until", titles["valid_until"], DateEdit("长期有效不填"))
        self.form.add("whose", titles["whose"], self.whose)
        self.form.add("holder_name", f"{titles['holder_name']} *", Entry())
        self.form.add("holder_id_number", titles["holder_id_number"], IdEdit())
        self.form.add("note", titles["note"], Entry(), columns=2)
        self.form.finished.connect(self.save.setFocus)

    def _offer_papers(self) -> None:
        """The papers that prove the category."""
        category = self._policy.categories.get(self.category.value() or "")
        self.document.suggest(category.documents if category else ())
        self._offer_departments()

    def _offer_departments(self) -> None:
        """Those entitled to give the paper, and what it proves."""
        category, paper = self._policy.categories.get(self.category.value() or ""), self.document
        codes = entitled(self._policy, category, paper.value()) if category else ()
        departments = self._policy.departments
        self.department.offer([(code, departments[code].label) for code in codes])
        proof = self._policy.proofs.get(paper.value())
        self._proves.setText("　".join(filter(None, (proof.proves, proof.note))) if proof else "")
        self._proves.setVisible(bool(category and proof))

    def _follow_whose(self) -> None:
        """For 本人 the person's own name is known."""
        self.form.leave_out(HOLDER if self.whose.value() == SELF else ())

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
        own = HOLDER if values["whose"] == SELF else ()
        values = {name: v for name, v in values.items() if v is not None and name not in own}
        self.added.emit(values | {"scan": self.scan})

    def _lay_out(self) -> None:
        for part in (self.form, self._proves):
            self.body.addWidget(part)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.pick_scan)
        foot.addWidget(self._scan_name)
        foot.addStretch()
        foot.addWidget(self.save)
        self.body.addLayout(foot)
