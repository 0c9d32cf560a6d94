"""佐证: what departments certified, and its scans."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.services import evidence
from app.services.office import Office
from app.ui.cases.desks import Desk
from app.ui.cases.evidence_section import EvidenceSection
from app.ui.forms.scan_dialog import ScanDialog
from app.ui.messages import MessageBar, refusals_shown


class MeansDesk(Desk):
    def __init__(
        self, office: Office, messages: MessageBar, window: QWidget, *, section: EvidenceSection
    ) -> None:
        super().__init__(office, messages, window)
        self._section = section
        self.serve(section.added, section, self._add_evidence)
        section.scan_asked.connect(self._show_scan)
        self.hear(section)

    def _add_evidence(self, entered: dict[str, Any]) -> str:
        evidence.add_evidence(self.office, self.number, **entered)
        self._section.clear()
        return "佐证已登记，人员类别随之更新"

    def _show_scan(self, attachment_id: int) -> None:
        with refusals_shown(self.messages):
            ScanDialog(evidence.read_scan(self.office, attachment_id), self.window).exec()
