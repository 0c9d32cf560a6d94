"""Layouts nobody has seen: lists made at random of the habits offices have, and what is in them.

A layout is drawn from a seed; the planted rows come back beside the cells, as values.
"""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from app.exchange.workbook import Sheet
from app.rules.identity import check_digit

TITLES = ("花名册", "核查表", "疑点数据表", "追缴台账", "名单")
NAMES = ("张三", "付建𬀩", "㛃生", "欧阳春兰", "阿依古丽·买买提", "李 四")
VILLAGES = ("石桥村", "塘湾村", "清溪社区", "枫树坳村")
INSURANCES = {"城乡居民基本养老保险": "resident_pension", "失业保险": "unemployment"}
REASONS = {"死亡": "death", "服刑": "imprisonment"}
RANGES = ("多领起止时间", "多领时段", "违规领取起止年月")
NOISE = ("性别", "年龄", "核查情况", "是否健在", "核查人姓名", "注销日期", "已退金额", "家属电话")
WORDS = {
    "village": ("村（社区）", "村", "所属村", "村居", "行政村"),
    "name": ("姓名", "姓 名", "参保人姓名", "当事人", "领取待遇人员姓名", "*姓名"),
    "id": (
        "身份证号",
        "公民身份\n号码",
        "证件号码",
        "社会保障号",
        "身份证号码（18位）",
        "参保人身份证号",
    ),
    "insurance": ("险种", "参保险种", "险种类型", "所属险种"),
    "reason": ("多领原因", "疑点类型", "违规原因", "原 因", "多领待遇的原因"),
    "first": ("多领开始时间", "起始年月", "违规领取起始年月", "多领待遇开始月份", "多领时间（起）"),
    "last": ("多领终止时间", "截止年月", "违规领取截止年月", "多领待遇结束月份", "多领时间（止）"),
    "amount": ("多领金额", "应追回金额", "多领待遇总金额", "违规领取金额", "涉及金额"),
    "phone": ("联系电话", "手机号码", "联系方式"),
}
GROUPS = {"name": "人员信息", "id": "人员信息", "first": "多领情况", "last": "多领情况"} | {
    "amount": "多领情况",
    "reason": "多领情况",
}


@dataclass
class Unseen:
    """rows: the planted values, by sheet row as Excel counts; passed: rows that hold no case."""

    sheet: Sheet
    rows: dict[int, dict[str, object]] = field(default_factory=dict)
    passed: set[int] = field(default_factory=set)


def unseen(seed):
    return _Builder(Random(seed)).build()  # noqa: S311 - made-up people, not secrets


class _Builder:
    def __init__(self, random):
        self.random = random
        self.unit = random.choice(("元", "元", "万元"))
        self.place = random.choice(("column", "title", "name", "row"))
        self.both_in_one = random.random() < 0.2
        self.village = random.choice(VILLAGES)
        self.cells = []
        self.found = Unseen(Sheet("", []))

    def build(self):
        self._choose_columns()
        self._write_titles()
        self._write_header()
        self._write_rows()
        width = max(map(len, self.cells))
        rows = [[*row, *[""] * (width - len(row))] for row in self.cells]
        name = self.village if self.place == "name" else "Sheet1"
        self.found.sheet = Sheet(name, rows)
        return self.found

    def _choose_columns(self):
        columns = [c for c in WORDS if c != "village" or self.place == "column"]
        columns += [n for n in NOISE if self.random.random() < 0.3]
        if self.both_in_one:
            columns.remove("last")
        self.random.shuffle(columns)
        if self.place == "row" or self.random.random() < 0.7:
            columns.insert(0, "序号")
        blanks = [""] * self.random.choice((0, 0, 0, 1, 2))
        self.columns = [*blanks, *columns]
        self.headings = {c: self.random.choice(WORDS.get(c, (c,))) for c in columns}
        if self.both_in_one:
            self.headings["first"] = self.random.choice(
                ("多领起止时间", "多领时段", "违规领取起止年月")
            )
        elif "（起）" in self.headings["first"] or "（止）" in self.headings["last"]:
            self.headings |= {"first": "多领时间（起）", "last": "多领时间（止）"}

    def _write_titles(self):
        title = self.village if self.place == "title" else ""
        told = f"清溪镇{title}多领社保待遇人员{self.random.choice(TITLES)}"
        if self.place == "title" or self.random.random() < 0.7:
            self.cells.append([told])
        if self.unit == "万元" or self.random.random() < 0.5:
            self.cells.append(["填报单位：清溪镇人民政府", "", "", f"单位：{self.unit}"])
        self.cells += [[] for _ in range(self.random.choice((0, 0, 1)))]

    def _write_header(self):
        leaves = [self.headings.get(column, "") for column in self.columns]
        if self.random.random() < 0.4:
            groups = [GROUPS.get(column, "") for column in self.columns]
            top = [
                group if group and group != before else "" if group else leaf
                for group, before, leaf in zip(groups, ["", *groups], leaves, strict=False)
            ]
            self.cells.append(top)
            leaves = [leaf if group else "" for group, leaf in zip(groups, leaves, strict=True)]
        self.cells.append(leaves)
        self.header = self.cells[-1]
        if self.random.random() < 0.2:
            self._pass([n for n, column in enumerate(self.columns, 1) if column])

    def _write_rows(self):
        has_totals = self.random.random() < 0.6
        for block in range(self.random.choice((1, 2))):
            if self.place == "row":
                self.village = VILLAGES[block]
                self._pass([f"{'一二'[block]}、{self.village}（共3人）"])
            fen = [self._write_row(n) for n in range(1, self.random.randint(2, 5))]
            if has_totals:
                self._pass_total(("小计", sum(fen)))
            if self.random.random() < 0.3:
                self.cells.append([])
        if self.random.random() < 0.6:
            self._pass(["备注：以上人员已经村委会核实。填表人：李四　审核人："])

    def _write_row(self, number):
        random = self.random
        fen = random.randint(1, 5_000_00) * 100
        first = date(random.randint(2015, 2020), random.randint(1, 12), 1)
        last = date(random.randint(2021, 2023), random.randint(1, 12), 1)
        insurance, reason = random.choice([*INSURANCES]), random.choice([*REASONS])
        values = {
            "person.name": random.choice(NAMES),
            "person.id_number": _id_number(random),
            "case.insurance": INSURANCES[insurance],
            "case.reason": REASONS[reason],
            "period.first_month": f"{first:%Y-%m}",
            "period.last_month": f"{last:%Y-%m}",
            "case.claimed_fen": fen,
            "case.village": self.village,
        }
        shown = {
            "序号": number,
            "village": self.village,
            "name": values["person.name"],
            "id": _shown_id(random, values["person.id_number"]),
            "insurance": insurance,
            "reason": reason,
            "first": _shown_month(random, first),
            "last": _shown_month(random, last),
            "amount": self._shown_amount(fen),
            "phone": "13873201234",
        }
        if self.both_in_one:
            shown["first"] = f"{first:%Y.%m}{random.choice('-至~—')}{last:%Y.%m}"
        values["person.name"] = values["person.name"].replace(" ", "")
        cells = [shown.get(column, "是" if column else "") for column in self.columns]
        self.cells.append(cells)
        self.found.rows[len(self.cells)] = values
        return fen

    def _shown_amount(self, fen):
        if self.unit == "万元":
            return fen / 1_000_000
        yuan = fen / 100
        return self.random.choice((yuan, f"{yuan:,.2f}", f"{yuan:.2f}元", f"￥{yuan:,.2f}"))

    def _pass_total(self, total):
        word, fen = total
        cells = ["" for _ in self.columns]
        cells[next(i for i, column in enumerate(self.columns) if column)] = word
        place = self.columns.index("amount")
        cells[place] = cells[place] or (fen / 1_000_000 if self.unit == "万元" else fen / 100)
        self._pass(cells)

    def _pass(self, cells):
        self.cells.append(cells)
        self.found.passed.add(len(self.cells))


def _id_number(random):
    first_17 = (
        f"43032119{random.randint(30, 60)}{random.randint(1, 12):02d}{random.randint(1, 28):02d}"
    )
    first_17 += f"{random.randint(1, 995):03d}"
    return first_17 + check_digit(first_17)


def _shown_id(random, number):
    wide = number.translate({ord("0") + n: ord("０") + n for n in range(10)})
    spaced = f"{number[:6]} {number[6:14]} {number[14:]}"
    return random.choice(
        (number, number.lower(), f" {number}　", f"'{number}", wide, spaced, f"{number}\t")
    )


def _shown_month(random, month):
    return random.choice(
        (
            *(f"{month:%Y-%m}", f"{month:%Y.%m}", f"{month:%Y}年{month.month}月", f"{month:%Y/%m}"),
            *(
                f"{month:%Y%m}",
                int(f"{month:%Y%m}"),
                month,
                f"{month:%Y-%m-%d}",
                f"{month:%Y}年{month:%m}月1日",
            ),
        )
    )
