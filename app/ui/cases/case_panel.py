"""The page of one case: head, sections, what is missing. The desks take each act to its service."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from app.models import IssuedDocument
from app.services import cases
from app.services.case_view import CaseView, case_view
from app.services.office import Office
from app.ui.cases.amounts_section import AmountsSection
from app.ui.cases.basics_section import BasicsSection
from app.ui.cases.case_header import CaseHeader
from app.ui.cases.desks import Desk
from app.ui.cases.evidence_section import EvidenceSection
from app.ui.cases.inquiry_desk import InquiryDesk
from app.ui.cases.liable_section import LiableSection
from app.ui.cases.means_desk import MeansDesk
from app.ui.cases.methods_section import MethodsSection
from app.ui.cases.papers_section import PapersSection
from app.ui.cases.receipts_section import ReceiptsSection
from app.ui.cases.recovery_desk import RecoveryDesk
from app.ui.cases.steps_desk import StepsDesk
from app.ui.cases.steps_section import StepsSection
from app.ui.cases.tasks_panel import TasksPanel
from app.ui.cases.timeline_section import TimelineSection
from app.ui.forms.papers_desk import PapersDesk
from app.ui.messages import MessageBar, refusals_shown
from app.ui.scans.filed_dialog import FiledDialog
from app.ui.scans.taking_in import take_in_chosen
from app.ui.theme import ems
from app.ui.widgets.areas import scrolled


class CasePanel(QWidget):
    """Signals:
    changed(): something of the case was stored.
    left(): the clerk goes back to the list.
    waiting_asked(): the pages of scans that wait are to be shown.
    """

    changed = Signal()
    left = Signal()
    waiting_asked = Signal()

    def __init__(self, office: Office, messages: MessageBar) -> None:
        super().__init__()
        self.office, self.messages = office, messages
        self.number = ""
        self.view: CaseView | None = None
        policy = office.policy
        self.header, self.tasks = CaseHeader(), TasksPanel()
        self.basics, self.amounts = BasicsSection(policy), AmountsSection()
        self.evidence, self.methods = EvidenceSection(policy), MethodsSection(policy)
        self.steps, self.liable = StepsSection(), LiableSection(policy)
        self.papers, self.receipts = PapersSection(), ReceiptsSection(policy)
        self.timeline = TimelineSection()
        self.sections = QTabWidget()
        self.sections.setDocumentMode(True)
        self.sections.setUsesScrollButtons(True)
        self.sections.tabBar().setDrawBase(False)
        self._places = {
            code: self.sections.addTab(section, title)
            for code, title, section in self._titled_sections()
        }
        self._papers_desk = PapersDesk(office, self)
        self._desks = self._make_desks()
        self._lay_out()
        self._connect()

    def open(self, number: str) -> None:
        """Show a case, at the section its next step is in."""
        self.number = number
        for desk in self._desks:
            desk.number = number
        self.basics.forget()
        self.amounts.forget()
        self.methods.plan.forget()
        self.evidence.clear()
        self.liable.clear()
        self.steps.forget()
        self.receipts.clear(self.office.today())
        self.reload()
        following = self.view.next if self.view else None
        self.sections.setCurrentIndex(self._places[following.section if following else "basics"])

    def reload(self) -> None:
        """Show what is stored now."""
        self.view, today = case_view(self.office, self.number), self.office.today()
        for part in (self.tasks, self.basics, self.evidence):
            part.show_view(self.view)
        for dated in (self.header, self.methods, self.steps):
            dated.show_view(self.view, today)
        for other in (self.papers, self.receipts, self.timeline):
            other.show_view(self.view)
        self.amounts.show_view(self.view, self.office.clerk, today)
        for desk in self._desks:
            desk.show(self.view)

    def show_section(self, code: str) -> None:
        """Bring a section to the front and go to its first field."""
        self.sections.setCurrentIndex(self._places[code])
        section = self.sections.currentWidget()
        if hasattr(section, "focus_first"):
            section.focus_first()

    def section_codes(self) -> tuple[str, ...]:
        return tuple(self._places)

    def section_code(self) -> str:
        """The section in front."""
        return self.section_codes()[self.sections.currentIndex()]

    def is_dirty(self) -> bool:
        return self.basics.is_dirty()

    def _titled_sections(self) -> tuple[tuple[str, str, QWidget], ...]:
        """The codes are those that the next steps of the policy book name."""
        return (
            ("basics", "基本情况", self.basics),
            ("amounts", "核实与金额", self.amounts),
            ("evidence", "佐证", self.evidence),
            ("methods", "追缴方式", self.methods),
            ("steps", "办理", self.steps),
            ("papers", "文书", self.papers),
            ("receipts", "到账", self.receipts),
            ("liable", "责任人", self.liable),
            ("timeline", "时间线", self.timeline),
        )

    def _make_desks(self) -> tuple[Desk, ...]:
        common = (self.office, self.messages, self)
        return (
            InquiryDesk(*common, basics=self.basics, amounts=self.amounts),
            MeansDesk(*common, section=self.evidence, liable=self.liable),
            RecoveryDesk(*common, methods=self.methods, receipts=self.receipts),
            StepsDesk(*common, section=self.steps),
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
        for desk in self._desks:
            desk.stored.connect(self._stored)
        self._papers_desk.issued.connect(lambda title: self._stored(f"《{title}》已出具"))
        self._papers_desk.printed.connect(self.reload)
        self._papers_desk.numbered.connect(self._stored)
        self._papers_desk.delivered.connect(self._stored)
        self.papers.preview_asked.connect(self._preview_paper)
        self.papers.open_asked.connect(self._open_paper)
        self.papers.number_asked.connect(self._ask_number)
        self.papers.delivery_asked.connect(self._ask_delivery)
        self.papers.scans_asked.connect(self._show_scans)
        self.papers.scan_files_asked.connect(self._file_scans)

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

    def _preview_paper(self, form: str) -> None:
        with refusals_shown(self.messages):
            self._papers_desk.preview(self.number, form)

    def _open_paper(self, issued: IssuedDocument) -> None:
        with refusals_shown(self.messages):
            self._papers_desk.open(issued)

    def _ask_number(self, issued: IssuedDocument) -> None:
        with refusals_shown(self.messages):
            self._papers_desk.ask_number(issued)

    def _ask_delivery(self, issued: IssuedDocument) -> None:
        with refusals_shown(self.messages):
            self._papers_desk.ask_delivery(issued)

    def _show_scans(self, paper: IssuedDocument) -> None:
        with refusals_shown(self.messages):
            dialog = FiledDialog(self.office, paper, self)
            dialog.released.connect(lambda: self._stored("扫描件已退回待归档"))
            dialog.exec()
            dialog.deleteLater()

    def _file_scans(self) -> None:
        if taken := take_in_chosen(self.office, self):
            self.reload()
            self.changed.emit()
            if taken.to_waiting:
                self.waiting_asked.emit()
