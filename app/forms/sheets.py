"""Sheets of paper: what each Layout measures. In points unless a name says mm."""

from dataclasses import dataclass

from app.forms.blocks import Look
from app.forms.document import Layout

MM = 72 / 25.4
A4_SHORT, A4_LONG = 210, 297
CELL_LEADING, TITLE_LEADING = 1.4, 1.9


@dataclass(frozen=True, eq=False)
class Sheet:
    """Margins, type sizes, and how small type may become to save a page. There is one of each."""

    left_mm: float
    right_mm: float
    top_mm: float
    foot_mm: float
    sizes: dict[Look, float]
    leading: float
    least_scale: float
    is_landscape: bool = False

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of the paper."""
        width, height = A4_SHORT * MM, A4_LONG * MM
        return (height, width) if self.is_landscape else (width, height)

    @property
    def width(self) -> float:
        return self.page[0] - (self.left_mm + self.right_mm) * MM

    @property
    def height(self) -> float:
        return self.page[1] - (self.top_mm + self.foot_mm) * MM

    def leading_of(self, look: Look) -> float:
        """In ems."""
        return {
            Look.TITLE: TITLE_LEADING,
            Look.CELL: CELL_LEADING,
            Look.LABEL: CELL_LEADING,
        }.get(look, self.leading)


def _sizes(
    title: float, heading: float, body: float, cell: float, note: float
) -> dict[Look, float]:
    return {
        Look.TITLE: title,
        Look.HEADING: heading,
        Look.SECTION: body,
        Look.SUBSECTION: body,
        Look.BODY: body,
        Look.CELL: cell,
        Look.LABEL: cell,
        Look.NOTE: note,
    }


SHEETS = {
    # 五号 in the cells, title 小二; the foot keeps 22 mm of QR and its white margin free
    Layout.FORM: Sheet(
        left_mm=20,
        right_mm=20,
        top_mm=14,
        foot_mm=35,
        sizes=_sizes(title=18, heading=12, body=10.5, cell=10.5, note=9),
        leading=1.4,
        least_scale=0.85,
    ),
    # GB/T 9704: 28 characters of 三号 on a line 28 points high, title 二号; never under 小四
    Layout.LETTER: Sheet(
        left_mm=28,
        right_mm=26,
        top_mm=37,
        foot_mm=35,
        sizes=_sizes(title=22, heading=16, body=16, cell=12, note=10.5),
        leading=1.75,
        least_scale=0.75,
    ),
    # 小四, never under 五号: the articles on the front, the dues on the back
    Layout.AGREEMENT: Sheet(
        left_mm=22,
        right_mm=20,
        top_mm=16,
        foot_mm=35,
        sizes=_sizes(title=20, heading=14, body=12, cell=10.5, note=9),
        leading=1.5,
        least_scale=0.875,
    ),
    # 小五 in the cells of a landscape list, which has no codes; as many pages as it takes
    Layout.LEDGER: Sheet(
        left_mm=15,
        right_mm=15,
        top_mm=14,
        foot_mm=17,
        sizes=_sizes(title=18, heading=12, body=10.5, cell=9, note=9),
        leading=1.4,
        least_scale=1,
        is_landscape=True,
    ),
    # a sheet for people, without codes; shrinks a little to stay on one page
    Layout.HANDOUT: Sheet(
        left_mm=18,
        right_mm=18,
        top_mm=13,
        foot_mm=17,
        sizes=_sizes(title=20, heading=13, body=11, cell=10.5, note=9),
        leading=1.4,
        least_scale=0.9,
    ),
}
