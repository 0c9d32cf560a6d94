"""佐证、偿还能力、责任人: what was certified and judged, and who can be asked."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.services import abilities, evidence, liabilities, liable, sources
from app.services.case_view import CaseView
from app.services.materials import judgements, materials_on
from app.services.office import Office
from app.ui.cases.desks import Desk
from app.ui.cases.evidence_section import EvidenceSection
from app.ui.cases.liable_section import LiableSection
from app.ui.forms.scan_dialog import ScanDialog
from app.ui.messages import MessageBar, confirmed, refusals_shown


class MeansDesk(Desk):
    def __init__(
        self,
        office: Office,
        messages: MessageBar,
        window: QWidget,
        *,
        section: EvidenceSection,
        liable: LiableSection,
    ) -> None:
        super().__init__(office, messages, window)
        self._section, self._liable = section, liable
        self.serve(section.entry.added, section.entry, self._add_evidence)
        self.serve(section.ability.entered, section.ability, self._add_ability)
        self.serve(liable.entered, liable, self._set_liable)
        self.serve(liable.renounced, liable, self._renounce)
        self.serve(liable.removed, liable, self._remove)
        section.kept.scan_asked.connect(self._show_scan)
        self.hear(section.entry, section.ability, liable)

    def show(self, view: CaseView) -> None:
        office, today = self.office, self.office.today()
        listed = materials_on(view.policy, view.file, today)
        judged = judgements(view.policy, view.file, today)
        self._section.materials.show_materials(listed, judged)
        records = abilities.abilities(office, self.number) if view.file.abilities else ()
        self._section.ability.show_abilities(records, office.clerk, today)
        self._liable.show_liable(
            liabilities.liabilities_of(view.policy, view.file),
            liabilities.shares_finding(view.policy, view.file),
            sources.sources(view.policy, view.file, today),
        )

    def _add_evidence(self, entered: dict[str, Any]) -> str:
        evidence.add_evidence(self.office, self.number, **entered)
        self._section.entry.clear()
        return "佐证已登记，人员类别随之更新"

    def _add_ability(self, entered: dict[str, Any]) -> str:
        abilities.add_ability(self.office, self.number, **entered)
        self._section.ability.list.fold()
        return "偿还能力核查已登记"

    def _set_liable(self, entered: dict[str, Any]) -> str:
        person = liable.set_liable(self.office, self.number, **entered)
        self._liable.list.fold()
        return f"责任人已登记：{person.role.label}"

    def _renounce(self, entered: dict[str, Any]) -> str:
        liable.renounce(self.office, self.number, entered.pop("uid"), **entered)
        self._liable.clear()
        return "放弃继承已登记，不再向其追缴"

    def _remove(self, asked: dict[str, Any]) -> str:
        text = "删除所选责任人？删除的内容和原因保留在时间线中，此操作不能撤销。"
        if not confirmed(self.window, "删除责任人", text, "删除"):
            return ""
        liable.remove_liable(self.office, self.number, asked["uid"], reason=asked["reason"])
        self._liable.clear()
        return "责任人已删除"

    def _show_scan(self, attachment_id: int) -> None:
        with refusals_shown(self.messages):
            ScanDialog(evidence.read_scan(self.office, attachment_id), self.window).exec()
