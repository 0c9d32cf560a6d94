"""A county's list of clues as large as they come, 25 columns wide, made up."""

from pathlib import Path
from random import Random

import xlsxwriter

from app.models.month import Month
from app.rules.identity import check_digit

HEADINGS = (
    *("序号", "乡镇（街道）", "村（社区）", "姓名", "公民身份号码", "个人编号", "险种", "待遇类别"),
    *("多领原因", "疑点来源", "月待遇标准（元）", "多领开始时间", "多领终止时间", "多领月数"),
    *("多领金额（元）", "发放银行", "银行账号", "账户余额（元）", "联系电话", "户籍地址", "现住址"),
    *("人员类别", "待遇状态", "发现日期", "备注"),
)
FAMILY_NAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林罗高"
GIVEN_NAMES = "国建兰春水桂菊满生福荣德义礼智信"
BENEFITS = (
    ("城乡居民基本养老保险", "养老金"),
    ("企业职工基本养老保险", "基本养老金"),
    ("机关事业单位养老保险", "基本养老金"),
    ("失业保险", "失业保险金"),
)


def write_clues(path: Path, rows: int) -> None:
    """A workbook of so many rows; always the same one."""
    random = Random(20260818)  # noqa: S311 - made-up people, not secrets
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("疑点数据")
        sheet.merge_range(0, 0, 0, len(HEADINGS) - 1, "多领社会保险待遇疑点下发表")
        sheet.write_row(1, 0, HEADINGS)
        for place in range(1, rows + 1):
            sheet.write_row(place + 1, 0, _row(random, place))


def _row(random: Random, place: int) -> tuple[object, ...]:
    first_17 = f"43{place // 1000:02d}21{random.randint(1925, 1965)}{random.randint(1, 12):02d}"
    first_17 += f"{random.randint(1, 28):02d}{place % 1000:03d}"
    insurance, benefit = random.choice(BENEFITS)
    first, months = Month("2018-01").plus(random.randint(0, 40)), random.randint(2, 40)
    monthly = random.randint(11_000, 590_000)
    return (
        *(place, f"{'清溪镇' if place % 2 else '枫林乡'}", f"第{place % 300}村"),
        random.choice(FAMILY_NAMES) + "".join(random.choices(GIVEN_NAMES, k=random.randint(1, 2))),
        *(first_17 + check_digit(first_17), f"{random.randint(10**9, 10**10 - 1)}"),
        *(insurance, benefit, random.choice(("死亡", "服刑", "重复领取")), "数据比对"),
        *(monthly / 100, str(first), str(first.plus(months - 1)), months, monthly * months / 100),
        *(
            "农村商业银行",
            f"62{random.randint(10**16, 10**17 - 1)}",
            random.randint(0, 99_999) / 100,
        ),
        f"1{random.randint(3 * 10**9, 10**10 - 1)}",
        *(
            f"第{place % 300}村{place % 17 + 1}组",
            f"清溪镇第{place % 300}村",
            "低保对象",
            "正常发放",
        ),
        *(f"2026-{place % 12 + 1:02d}-15", ""),
    )
