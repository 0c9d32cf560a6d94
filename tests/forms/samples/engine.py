"""Documents that try the engine, and no form: long tables, long letters, empty and full cells."""

from app.forms import letters
from app.forms.blocks import (
    Align,
    Blank,
    Column,
    Grid,
    Look,
    Paragraph,
    Row,
    RowKind,
    Signature,
    Signers,
    Slip,
    Table,
    TableRow,
    Tick,
)
from app.forms.cells import boxes, label, opinion, pairs, story, whole
from app.forms.document import Document, Layout
from tests.forms.samples import LONG_NAME, RARE_NAME, UID, VILLAGE

SENTENCE = (
    "根据湘人社规〔2022〕30号和国务院令第765号第46条的规定，{name}（公民身份号码：430321195003081012）"
    "自2019年12月至2022年7月多领城乡居民养老金32个月，共计3,491.00元（大写叁仟肆佰玖拾壹元整），"
    "应于2022年9月30日前退回至湘潭县社会保险服务中心，账号6222 0211 1234 5678 901，"
    "联系电话0731-57881234。"
)
NAMES = ("张三", "李四", RARE_NAME, LONG_NAME, "欧阳娜娜", "阿依古丽·吐尔逊")
DATE = (Blank(3), "年", Blank(2), "月", Blank(2), "日")
SIGNED = (("负责人（签字）：", Blank(6)), ("（盖章）　", *DATE))


def document(layout, *sides, title="多领社会保险待遇追缴台账", **changed):
    uid = "" if layout == Layout.LEDGER else UID
    return Document("sample", title, layout, uid, "", sides, **changed)


def ledger(rows=150, every=25):
    columns = (
        Column("序号", 10),
        Column("村（社区）", 24, Align.LEFT),
        Column("姓名", 24, Align.LEFT),
        Column("公民身份号码", 37),
        Column("险种", 30, Align.LEFT),
        Column("起", 16, group="多领期间"),
        Column("止", 16, group="多领期间"),
        Column("应追", 22, Align.RIGHT, group="金额（元）"),
        Column("已追回", 22, Align.RIGHT, group="金额（元）"),
        Column("未追回", 22, Align.RIGHT, group="金额（元）"),
        Column("备注", 40, Align.LEFT),
    )
    body = []
    for number in range(1, rows + 1):
        remarks = "户籍地址与居住地不一致，已两次上门核实。" * (number % 4)
        body.append(
            table_row(
                *(str(number), f"石桥村{number % 9}组", NAMES[number % 6], "430321195003081012"),
                *("城乡居民基本养老保险", "2019-12", "2022-07", "3,491.00", "1,000.00", "2,491.00"),
                remarks,
            )
        )
        if number % every == 0:
            total = ("小计", *[""] * 6, f"{3491 * every:,}.00", f"{1000 * every:,}.00", "62,275.00")
            body.append(table_row(*total, " ", kind=RowKind.SUM))
    body.append(
        table_row(
            "合计", *[""] * 6, "523,650.00", "150,000.00", "373,650.00", " ", kind=RowKind.SUM
        )
    )
    return Table(columns, tuple(body))


def table_row(*texts, kind=RowKind.PLAIN):
    return TableRow(tuple((text,) if text else () for text in texts), kind)


LEDGER = document(
    Layout.LEDGER,
    (
        letters.title("多领社会保险待遇追缴台账"),
        Paragraph(
            ("填报单位：石桥镇人民政府　　填报日期：2022年9月1日　　单位：元",), align=Align.LEFT
        ),
        ledger(),
        Signers(
            (
                (("填报人：", Blank(6)),),
                (("审核人：", Blank(6)),),
                (("负责人：", Blank(6)), DATE),
            )
        ),
    ),
    is_numbered=False,
)
TALL_ROW = document(
    Layout.LEDGER,
    (
        Table(
            (Column("姓名", 30), Column("情况", 200, Align.LEFT)),
            (
                table_row("张三", "短"),
                table_row("李四", SENTENCE.format(name="李四") * 60),
                table_row("王五", "短"),
            ),
        ),
    ),
)
LONG_LETTER = document(
    Layout.LETTER,
    (
        letters.title("关于追缴多领社会保险待遇有关情况的请示"),
        Paragraph(("潭社险〔2022〕第 12 号",), align=Align.CENTRE),
        letters.addressee(("湘潭县人力资源和社会保障局：",)),
        *(
            block
            for number in "一二三"
            for block in (
                letters.section(f"{number}、基本情况"),
                letters.subsection("（一）多领情况"),
                *(letters.body((SENTENCE.format(name=name),)) for name in NAMES[:2]),
            )
        ),
        letters.body(("妥否，请批示。",)),
        *letters.attachments(["追缴台账", "调查核实记录", "《" + "长名称" * 14 + "》"]),
        letters.signature(("湘潭县社会保险服务中心（盖章）",), ("2022年9月1日",)),
        letters.note("本请示一式二份，社会保险经办机构、人力资源和社会保障局各一份。"),
    ),
    title="请示",
)


def assistance(name, address, words):
    """A form with opinions: nearly empty, or full."""
    foot = SIGNED
    rows = (
        pairs(("姓　名", name), ("公民身份号码", "430321195003081012" if name else ""), columns=1),
        whole(("通讯地址", address), 3),
        whole(("困难类别", boxes({"low": "低保对象", "five": "特困人员"}, ("low",))), 3),
        Row((label("申请理由"), story(words, 3)), least_mm=30),
        *(
            opinion(f"{who}\n意见", 3, foot=foot, words=(words,) if words else ())
            for who in ("村（社区）", "乡镇（街道）", "民政部门", "社会保险经办机构")
        ),
    )
    grid = Grid((28, 55, 32, 55), rows)
    note = letters.note("本表一式二份，社会保险经办机构、申请人各一份。")
    return document(
        Layout.FORM, (letters.title("救助帮扶申请表"), grid, note), title="救助帮扶申请表"
    )


EMPTY_OPINIONS = assistance("", "", "")
FULL_OPINIONS = assistance(LONG_NAME, VILLAGE * 4, SENTENCE.format(name=RARE_NAME) * 2)
LONGEST_OPINIONS = assistance(LONG_NAME, VILLAGE * 8, SENTENCE.format(name=RARE_NAME) * 6)
SLIP = document(
    Layout.LETTER,
    (
        letters.title("停止支付通知书"),
        *(letters.body((SENTENCE.format(name=name),)) for name in NAMES),
        Signature((("湘潭县社会保险服务中心",), DATE), 20),
        Slip(
            ("此联由银行填写盖章后退回",),
            (
                Paragraph(("回　执",), Look.HEADING, Align.CENTRE),
                Grid((30, 126), (whole(("账　号", (Tick(True), "6230901807012345678")), 1),) * 5),
                Signers(((("经办人：", Blank(6)),), (DATE,)), look=Look.CELL),
            ),
        ),
    ),
)
ENGINE = {
    "ledger": LEDGER,
    "tall-row": TALL_ROW,
    "long-letter": LONG_LETTER,
    "empty-opinions": EMPTY_OPINIONS,
    "full-opinions": FULL_OPINIONS,
    "longest-opinions": LONGEST_OPINIONS,
    "slip": SLIP,
}
