"""佐证材料: whether each category is proven, what lacks, what each paper proves, what runs out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.models import Attachment, Evidence
from app.rules.hardship import SELF
from app.rules.materials import Material, MaterialState
from app.rules.policy import Policy
from app.rules.vocabulary import label as word
from app.services.case_view import CaseView
from app.services.materials import Judged
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.widgets.grounds import to_note
from app.ui.widgets.texts import Card, button, text_label


def _state(line: Material) -> str:
    if line.state == MaterialState.MISSING:
        return "缺少，须补" if line.is_needed else "缺少"
    return line.state.label


LIST = (
    Column("类别", lambda line: line.category_label, 7, dropped=3),
    Column("材料", lambda line: line.paper, 10, most=18),
    Column("情况", _state, 6),
    Column("有效期至", lambda line: line.until, 7.2, dropped=1),
    Column("出具单位", lambda line: line.department, 0, dropped=2),
)


class MaterialsCard(Card):
    """材料清单 of every category the person claims or has papers of."""

    def __init__(self) -> None:
        super().__init__("材料清单")
        self.table = RecordView(LIST, most_rows=5)
        self.judged = text_label("", wrap=True)
        self.warnings = text_label("", "warn", wrap=True)
        self._proves = text_label("", "small", wrap=True)
        for part in (self.judged, self.warnings, self.table, self._proves):
            self.body.addWidget(part)
        self.table.chosen.connect(self._explain)

    def show_materials(self, materials: tuple[Material, ...], judged: tuple[Judged, ...]) -> None:
        """Nothing for 一般人员: no paper is asked of them."""
        self.setVisible(bool(materials))
        self.table.show_records(materials)
        lacking = (at for at, line in enumerate(materials) if line.is_needed)
        self.table.choose_row(next(lacking, 0))
        lines = [f"{one.label}：{f.text}" for one in judged for f in one.sentences]
        self.judged.setText("\n".join(lines))
        warned = list(dict.fromkeys(finding for one in judged for finding in one.warnings))
        self.warnings.setText(to_note(warned))
        self.warnings.setVisible(bool(warned))

    def _explain(self, line: Material) -> None:
        """What the paper proves, and why one that is there does not count."""
        why = [finding.text for finding in line.findings]
        parts = (f"证明：{line.proves}" if line.proves else "", *why, f"依据：{line.ground}")
        self._proves.setText("　".join(part for part in parts if part))


class EvidenceCard(Card):
    """已登记的佐证. Signals: scan_asked(int): the id of an attachment to show."""

    scan_asked = Signal(object)

    def __init__(self, policy: Policy) -> None:
        super().__init__("已登记的佐证")
        self._policy = policy
        self._scans: dict[int, Attachment] = {}
        self.table = RecordView(self._columns(), most_rows=5, nothing="还没有登记佐证")
        self.show_scan = button("查看扫描件", "eye")
        self.body.addWidget(self.table)
        look = QHBoxLayout()
        look.addStretch()
        look.addWidget(self.show_scan)
        self.body.addLayout(look)
        self.show_scan.clicked.connect(self._ask_scan)
        self.table.chosen.connect(self._show_whether_scanned)

    def show_view(self, view: CaseView) -> None:
        self._scans = {a.evidence_id: a for a in view.file.attachments if a.evidence_id is not None}
        self.table.show_records(view.file.evidence)
        self.table.choose_row(0)
        self._show_whether_scanned(self.table.current())

    def _columns(self) -> tuple[Column, ...]:
        policy = self._policy
        return (
            Column("证明的类别", lambda e: word(policy.categories, e.category), 9),
            Column("材料名称", lambda e: e.document, 0),
            Column("持证人", self._holder, 6, dropped=2),
            Column("出具单位", lambda e: word(policy.departments, e.department), 9, dropped=4),
            Column("材料编号", lambda e: e.document_number or None, 7, dropped=1),
            Column("出具日期", lambda e: e.issued_on, 7.2, dropped=3),
            Column("有效期至", lambda e: e.valid_until, 7.2),
            Column("扫描件", lambda e: "有" if e.id in self._scans else "无", 4.5),
        )

    def _holder(self, evidence: Evidence) -> str:
        relation = word(self._policy.relations, evidence.whose)
        return relation if evidence.whose == SELF else f"{relation}{evidence.holder_name}"

    def _ask_scan(self) -> None:
        self.scan_asked.emit(self._scans[self.table.current().id].id)

    def _show_whether_scanned(self, evidence: Evidence | None) -> None:
        self.show_scan.setEnabled(evidence is not None and evidence.id in self._scans)
