"""月报 as a workbook: the roll-forward by insurance, reason, category and method; what was done."""

from collections.abc import Iterator
from itertools import groupby

from app.exchange.kinds import COUNT_FORMAT, TEXT_FORMAT, YUAN_FORMAT, Shown
from app.exchange.sheets import SheetField, Table
from app.exchange.writing import LedgerHead
from app.rules.monthly import Line, MonthlyLine, MonthlyReport

BALANCE, DONE = "月报", "办理情况"
UNDECIDED = "未选定"
NAMES = ("险种", "多领原因", "人员类别", "追缴方式")
FIGURES = (  # of a Line, in the order in which they add up; fen where the field says so
    ("opening_cases", "期初件数"),
    ("opening_fen", "期初金额"),
    ("added_cases", "新增件数"),
    ("added_fen", "新增金额"),
    ("adjusted_fen", "核定调整"),
    ("returned_fen", "追回（现金等）"),
    ("offset_fen", "抵扣"),
    ("aided_fen", "救助"),
    ("settled_cases", "追清件数"),
    ("left_cases", "其他件数"),
    ("other_fen", "其他金额"),
    ("closing_cases", "期末件数"),
    ("closing_persons", "期末人数"),
    ("closing_fen", "期末金额"),
)
RIGHT = "期初＋新增＋核定调整－追回－抵扣－救助＋其他＝期末，核对相符"
WRONG = "核对不符：期末与各项之和相差 {yuan:,.2f} 元、{cases} 件，请与县级核对后再报"


def monthly_tables(head: LedgerHead, report: MonthlyReport) -> list[Table]:
    """Two sheets; the sums by insurance stand between their lines, so the first has no total."""
    first, last = report.span.first, report.span.last
    span = f"所属期：{first:%Y-%m-%d} 至 {last:%Y-%m-%d}"
    about = f"填报单位：{head.office}　　{span}　　单位：件、人、元"
    rows = [*_balance(report)]
    balance = Table(
        name=BALANCE,
        title=head.title,
        about=f"{about}　　{_checked(report.total)}",
        fields=[SheetField(name, TEXT_FORMAT, 12) for name in NAMES] + [*_figures()],
        rows=rows,
        strong=frozenset(at for at, row in enumerate(rows) if row[1] is None),
        frozen=len(NAMES),
        has_totals=False,
    )
    done = Table(
        name=DONE,
        title=f"{head.title}（{DONE}）",
        about=about,
        fields=[
            SheetField("事项", TEXT_FORMAT, 30),
            SheetField("本月件数", COUNT_FORMAT, 12),
            SheetField("累计件数", COUNT_FORMAT, 12),
        ],
        rows=[*_done(report)],
        has_totals=False,
    )
    return [balance, done]


def _figures() -> Iterator[SheetField]:
    for name, title in FIGURES:
        is_money = name.endswith("_fen")
        yield SheetField(title, YUAN_FORMAT if is_money else COUNT_FORMAT, 13 if is_money else 7)


def _balance(report: MonthlyReport) -> Iterator[tuple[Shown, ...]]:
    sums = {each.insurance: each for each in report.sums}
    for insurance, lines in groupby(report.lines, key=lambda each: each.insurance):
        for each in lines:
            yield (*_names(each), *_values(each.line))
        yield (f"{insurance}小计", None, None, None, *_values(sums[insurance].line))
    yield ("合计", None, None, None, *_values(report.total))


def _names(line: MonthlyLine) -> tuple[str, ...]:
    return (line.insurance, line.reason, line.category, line.method or UNDECIDED)


def _values(line: Line) -> Iterator[Shown]:
    for name, _title in FIGURES:
        value: int = getattr(line, name)
        yield value / 100 if name.endswith("_fen") else value


def _done(report: MonthlyReport) -> Iterator[tuple[Shown, ...]]:
    yield from ((count.label, count.in_month, count.so_far) for count in report.counts)
    yield ("逾期未还（现在）", report.overdue, None)


def _checked(total: Line) -> str:
    if total.difference_fen or total.difference_cases:
        return WRONG.format(yuan=total.difference_fen / 100, cases=total.difference_cases)
    return RIGHT
