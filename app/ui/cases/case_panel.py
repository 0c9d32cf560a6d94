"""The page of one case: head, sections, what is missing; each act goes to its service."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from app.errors import UserError
from app.models import IssuedDocument
from app.services import cards, cases, decisions, evidence, periods, plans, receipts
from app.services.case_view import CaseView, case_view
from app.services.office import Office
from app.services.plans import PlanEntry
from app.services.receipts import ReceiptEntry
from app.ui.cases import steps
from app.ui.cases.amounts_section import AmountsSection
from app.ui.cases.basics_section import BasicsSection
from app.ui.cases.case_header import CaseHeader, TasksPanel
from app.ui.cases.evidence_section import EvidenceSection
from app.ui.cases.methods_section import MethodsSection
from app.ui.cases.papers_desk import PapersDesk
from app.ui.cases.papers_section import PapersSection
from app.ui.cases.receipts_section import ReceiptsSection
from app.ui.cases.timeline_section import TimelineSection
from app.ui.forms.scan_dialog import ScanDialog
from app.ui.messages import MessageBar, confirmed, refusals_shown
from app.ui.theme import ems
from app.ui.widgets.areas import scrolled
from app.ui.widgets.texts import yuan


class CasePanel(QWidget):
    """Signals:
    changed(): something of the case was stored.
    left(): the clerk goes back to the list.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, office: Office, messages: MessageBar) -> None:
        super().__init__()
        self.office, self.messages = office, messages
        self.number = ""
        self.view: CaseView | None = None
        policy = office.policy
        self.header, self.tasks = CaseHeader(), TasksPanel()
        self.basics, self.amounts = BasicsSection(policy), AmountsSection()
        self.evidence, self.methods = EvidenceSection(policy), MethodsSection(policy)
        self.papers, self.receipts = PapersSection(), ReceiptsSection(policy)
        self.timeline = TimelineSection()
        self._desk = PapersDesk(office, self)
        self.sections = QTabWidget()
        self.sections.setDocumentMode(True)
        self.sections.setUsesScrollButtons(True)
        self.sections.tabBar().setDrawBase(False)
        self._places = {
            code: self.sections.addTab(section, title)
            for code, title, section in self._titled_sections()
        }
        self._lay_out()
        self._connect()

    def open(self, number: str) -> None:
        """Show a case, at the section its next step is in."""
        self.number = number
        self.amounts.forget()
        self.methods.plan.forget()
        self.evidence.clear()
        self.receipts.clear(self.office.today())
        self.reload()
        if self.view is not None:
            self.sections.setCurrentIndex(self._places[steps.next_step(self.view)[1] or "basics"])

    def reload(self) -> None:
        """Show what is stored now."""
        self.view = case_view(self.office, self.number)
        for part in (self.header, self.tasks, self.basics, self.evidence):
            part.show_view(self.view)
        self.methods.show_view(self.view, self.office.today())
        for other in (self.papers, self.receipts, self.timeline):
            other.show_view(self.view)
        self.amounts.show_view(self.view, self.office.clerk, self.office.today())

    def show_section(self, code: str) -> None:
        """Bring a section to the front and go to its first field."""
        self.sections.setCurrentIndex(self._places[code])
        section = self.sections.currentWidget()
        if hasattr(section, "focus_first"):
            section.focus_first()

    def is_dirty(self) -> bool:
        return self.basics.is_dirty()

    def _titled_sections(self) -> tuple[tuple[str, str, QWidget], ...]:
        return (
            (steps.BASICS, "基本情况", self.basics),
            (steps.AMOUNTS, "核实与金额", self.amounts),
            (steps.EVIDENCE, "佐证", self.evidence),
            (steps.METHODS, "追缴方式与计划", self.methods),
            (steps.PAPERS, "文书", self.papers),
            (steps.RECEIPTS, "到账", self.receipts),
            (steps.TIMELINE, "时间线", self.timeline),
        )

    def _lay_out(self) -> None:
        beside = scrolled(self.tasks)
        beside.setFixedWidth(ems(12))
        below = QHBoxLayout()
        below.setSpacing(14)
        below.addWidget(self.sections, 1)
        below.addWidget(beside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.header)
        layout.addLayout(below, 1)

    def _connect(self) -> None:
        self.header.left.connect(self.left)
        self.header.id_asked.connect(self._show_full_id)
        self.header.step_asked.connect(self.show_section)
        self.basics.corrected.connect(self._correct)
        self.amounts.verified.connect(self._verify)
        self.amounts.assessed.connect(self._assess)
        self.amounts.periods_corrected.connect(self._replace_periods)
        self.evidence.added.connect(self._add_evidence)
        self.evidence.scan_asked.connect(self._show_scan)
        self.methods.offers.chosen.connect(self._choose)
        self.methods.plan.typed.connect(self._preview_plan)
        self.methods.plan.made.connect(self._make_plan)
        self._desk.issued.connect(lambda title: self._stored(f"《{title}》已出具"))
        self._desk.printed.connect(self.reload)
        self.papers.preview_asked.connect(self._preview_paper)
        self.papers.open_asked.connect(self._open_paper)
        self.receipts.entered.connect(self._add_receipt)
        self.receipts.kept.deposited.connect(self._deposit)
        self.receipts.kept.reversed.connect(self._reverse)
        self.amounts.cards.entered.connect(self._set_card)
        for section in (self.basics, self.amounts, self.evidence, self.receipts):
            section.refused.connect(lambda refused, part=section: self._refuse(refused, part))
        for part in (self.methods.plan, self.receipts.kept, self.amounts.cards):
            part.refused.connect(lambda refused, part=part: self._refuse(refused, part))

    def _refuse(self, refused: Exception, part: Any) -> None:
        with refusals_shown(self.messages, part):
            raise refused

    def _stored(self, title: str) -> None:
        """After an act: say so, and show the case as it is now."""
        self.reload()
        self.changed.emit()
        self.messages.say_done(title)

    def _show_full_id(self) -> None:
        with refusals_shown(self.messages):
            number = cases.full_id_number(self.office, self.number)
            self.reload()
            self.header.show_full_id(number)
            self.basics.show_full_id(number)

    def _correct(self, changed: dict[str, Any]) -> None:
        with refusals_shown(self.messages, self.basics):
            cases.correct(self.office, self.number, **changed)
            self._stored("更正已保存")

    def _verify(self, entered: dict[str, Any]) -> None:
        with refusals_shown(self.messages, self.amounts):
            case = cases.verify(self.office, self.number, **entered)
            self._stored(f"核实结论已登记：{case.state.label}")

    def _assess(self, fen: int) -> None:
        with refusals_shown(self.messages, self.amounts):
            cases.assess(self.office, self.number, fen)
            self._stored(f"核定金额已保存：{yuan(fen)}")

    def _replace_periods(self, entered: list[dict[str, Any]]) -> None:
        with refusals_shown(self.messages, self.amounts):
            periods.replace_periods(self.office, self.number, entered)
            self._stored("多领明细已更正")

    def _set_card(self, entered: dict[str, Any]) -> None:
        with refusals_shown(self.messages, self.amounts.cards):
            cards.set_card(self.office, self.number, **entered)
            self.amounts.cards.fold()
            self._stored("发放卡（折）已保存")

    def _add_evidence(self, entered: dict[str, Any]) -> None:
        with refusals_shown(self.messages, self.evidence):
            evidence.add_evidence(self.office, self.number, **entered)
            self.evidence.clear()
            self._stored("佐证已登记，人员类别随之更新")

    def _show_scan(self, attachment_id: int) -> None:
        with refusals_shown(self.messages):
            ScanDialog(evidence.read_scan(self.office, attachment_id), self).exec()

    def _choose(self, entered: dict[str, Any]) -> None:
        with refusals_shown(self.messages, self.methods):
            decision = decisions.choose(self.office, self.number, **entered)
            self._stored(f"已选定“{decision.method.label}”，请制定退还计划")
            self.methods.focus_first()

    def _preview_plan(self, entry: PlanEntry) -> None:
        """Numbers while the clerk types; a refusal stands quietly in their place."""
        try:
            preview = plans.preview_plan(self.office, self.number, entry)
        except UserError as refused:
            self.methods.plan.show_refusal(refused)
        else:
            self.methods.plan.show_preview(preview)

    def _make_plan(self, entry: PlanEntry) -> None:
        with refusals_shown(self.messages, self.methods):
            plans.make_plan(self.office, self.number, entry)
            self._stored("退还计划已保存，可以出具文书")

    def _preview_paper(self, form: str) -> None:
        with refusals_shown(self.messages):
            self._desk.preview(self.number, form)

    def _open_paper(self, issued: IssuedDocument) -> None:
        with refusals_shown(self.messages):
            self._desk.open(issued)

    def _add_receipt(self, entry: ReceiptEntry) -> None:
        with refusals_shown(self.messages, self.receipts):
            receipt = receipts.add_receipt(self.office, self.number, entry)
            self.receipts.clear(self.office.today())
            self._stored(f"到账 {yuan(receipt.fen)} 已登记")

    def _deposit(self, entered: dict[str, Any]) -> None:
        with refusals_shown(self.messages, self.receipts.kept):
            receipts.record_deposit(self.office, **entered)
            self._stored(f"存入财政专户日期已登记：{entered['on']}")

    def _reverse(self, asked: dict[str, Any]) -> None:
        text = f"冲正这笔 {yuan(asked['fen'])} 的到账？原记录保留，另记一笔负数，此操作不能撤销。"
        if not confirmed(self, "冲正到账", text, "冲正"):
            return
        with refusals_shown(self.messages, self.receipts.kept):
            receipts.reverse_receipt(self.office, asked["receipt_id"], reason=asked["reason"])
            self.receipts.clear(self.office.today())
            self._stored("到账已冲正")
