"""时效: until when a penalty may be given and the debt sued for, and what began it anew."""

from datetime import date

from app.rules.time_bars import Bar
from app.ui.widgets.dues import how_long
from app.ui.widgets.folding import FoldCard
from app.ui.widgets.texts import text_label


class BarsCard(FoldCard):
    def __init__(self) -> None:
        super().__init__("时效")

    def show_bars(self, bars: tuple[Bar, ...], today: date) -> None:
        """Nothing while nothing can be claimed."""
        self.setVisible(bool(bars))
        grid = self.new_grid(spacing=4)
        for row, bar in enumerate(bars):
            grid.addWidget(text_label(bar.label, "strong", wrap=True), row * 2, 0)
            grid.addWidget(text_label(standing(bar, today), _role(bar)), row * 2, 1)
            grid.addWidget(text_label(_why(bar), "small", wrap=True), row * 2 + 1, 0, 1, 2)
        running = [bar for bar in bars if not bar.is_over and not bar.is_met]
        first = min(running, key=lambda bar: bar.until, default=None)
        self.tell(f"最近的一项：{first.label}，至 {first.until}" if first else "都已届满或已保全")


def standing(bar: Bar, today: date) -> str:
    """至 2027-05-01, with how long that is, or that it is over or was kept."""
    if bar.is_met:
        return "已在期限内办理"
    if bar.is_over:
        return f"{bar.until} 已届满"
    far = how_long(bar.until, today)
    return f"至 {bar.until}{f'，{far}' if far else ''}"


def _role(bar: Bar) -> str:
    if bar.is_over or bar.is_met:
        return "off"
    return "warn" if bar.findings else ""


def _why(bar: Bar) -> str:
    began = f"自 {bar.start} 起算" + (f"（{bar.restarted_by}）" if bar.restarted_by else "")
    texts = (finding.text for finding in bar.findings)
    parts = (f"{began}。{bar.consequence}", *texts, bar.warning, f"依据：{bar.ground}")
    return "　".join(part for part in parts if part)
