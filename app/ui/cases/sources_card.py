"""钱从哪里来: the order of sources when nobody pays, with what each can give and what is left."""

from PySide6.QtWidgets import QWidget

from app.rules.policy import Finding
from app.services.sources import Sources
from app.ui.widgets.folding import FoldCard
from app.ui.widgets.grounds import with_ground
from app.ui.widgets.texts import text_label, yuan


class SourcesCard(FoldCard):
    def __init__(self) -> None:
        super().__init__("抵扣来源的先后")

    def show_sources(self, found: Sources) -> None:
        """Nothing once nothing is left."""
        lines = found.waterfall.lines
        self.setVisible(bool(lines))
        grid = self.new_grid(spacing=6)
        for row, line in enumerate(lines):
            grid.addWidget(_sentence(line.finding), row, 0)
            grid.addWidget(text_label(f"可抵 {yuan(line.taken_fen)}", "strong"), row, 1)
            grid.addWidget(text_label(f"余 {yuan(line.left_fen)}", "quiet"), row, 2)
        for extra in _further(found):
            grid.addWidget(_sentence(extra), grid.rowCount(), 0, 1, 3)
        taken = sum(line.taken_fen for line in lines)
        self.tell(f"现有来源可抵 {yuan(taken)}，还余 {yuan(found.waterfall.left_fen)}")


def _sentence(finding: Finding) -> QWidget:
    return text_label(with_ground(finding), wrap=True)


def _further(found: Sources) -> list[Finding]:
    monthly = [found.monthly.finding] if found.monthly else []
    return [*monthly, *found.findings]
