"""办理: acts of the procedure are recorded, and slips taken back."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.services import procedure
from app.services.milestones import MilestoneEntry
from app.services.office import Office
from app.ui.cases.desks import Desk
from app.ui.cases.steps_section import StepsSection
from app.ui.messages import MessageBar


class StepsDesk(Desk):
    def __init__(
        self, office: Office, messages: MessageBar, window: QWidget, *, section: StepsSection
    ) -> None:
        super().__init__(office, messages, window)
        self._section = section
        self.serve(section.acts.entered, section, self._record)
        self.serve(section.done.taken_back, section.done, self._take_back)
        self.hear(section.acts, section.done)

    def _record(self, entry: MilestoneEntry) -> str:
        procedure.record_milestone(self.office, self.number, entry)
        self._section.acts.forget()
        return f"“{self._section.label_of(entry.kind)}”已登记"

    def _take_back(self, asked: dict[str, Any]) -> str:
        procedure.take_back(self.office, self.number, asked["uid"], reason=asked["reason"])
        self._section.done.clear()
        return "已撤回，原记录保留在时间线中"
