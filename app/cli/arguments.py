"""What may be typed after `python -m app`. Only argparse is imported here: the window waits."""

import argparse
from typing import Any

VERBS = {
    "init": "新建个案簿",
    "import": "导入表格：县级疑点表，或者交出后填好返回的台账等，逐格合并",
    "batches": "列出导入的批次",
    "mark": "来文表格的标注副本：有问题的单元格着色、加批注",
    "batch-report": "一批导入的情况表（PDF）",
    "undo-batch": "撤销一批导入（其中的个案都还没有办理）",
    "cases": "列出个案",
    "show": "显示一个个案的全部内容",
    "correct": "更正个案或当事人的登记内容",
    "verify": "登记核实结论",
    "evidence": "登记困难（特殊）群体佐证",
    "choose": "选定追缴方式",
    "plan": "制定退还计划",
    "issue": "出具文书（PDF）",
    "issue-batch": "为多个个案出具一种文书或一组文书（送达包等），合成一个 PDF 或分别存放",
    "forms": "列出全部文书种类：代码、名称、出具单位、版次、启用和停用日期（不需要个案簿）",
    "papers": "文书登记簿：出具过的全部文书，可以按编号、姓名、个案、村、文书名称查找",
    "number": "填写或更正县级给一份文书的编号",
    "receipt": "登记到账",
    "assess": "录入县级核定金额",
    "deposit": "登记到账存入财政专户的日期",
    "reverse": "冲正一笔到账",
    "export": "导出台账、村级采集表、县级答复表、月报（.xlsx），或者打印用的清单（.pdf）",
    "template": "列出、保存、删除台账的导出模板",
    "monthly": "显示一个月的月报数字",
    "account": "设置一个险种的退款账户",
    "steps": "列出办理事项：哪些可以登记，哪些还不能、为什么",
    "step": "登记一项办理事项",
    "take-back": "撤回一项办理事项",
    "deliver": "登记一份文书的送达，--failed 登记未能送达；不写内容的列出送达情况",
    "estimate": "按多领原因测算金额，--adopt 写入多领明细",
    "death-date": "登记一个来源的死亡日期，或认定其中一个",
    "check": "登记一项核实事项",
    "ability": "登记偿还能力",
    "liable": "登记或更改责任人",
    "card": "登记或更改发放卡（折）：止付、解除止付日期",
    "materials": "列出佐证材料：已有、还缺、到期",
    "scan": "收下签收文书的扫描件（JPG、PNG、TIFF、PDF），按页上的码归档",
    "scans": "列出待归档的扫描页",
    "file-scan": "把一页待归档的扫描件归到一份文书或一个个案",
    "peers": "列出交接单位：待交个案、没有回执的交接包",
    "peer": "添加或更改一个交接单位：层级、简称、交接口令",
    "package": "打交接包：把对方还没有的个案加密存到 U 盘",
    "open-package": "打开对方的交接包，--dry-run 只预览",
    "write-receipt": "写回执：告诉对方最近打开的交接包收到了什么",
    "open-receipt": "读对方的回执",
    "match": "比对其他部门的名单（低保、残疾人、监测户等）：谁在名单上，作为佐证的建议",
    "matches": "列出名单比中、等待处理的个案",
    "judge-match": "把一条比对结果登记为佐证，--decline 不采用",
    "explain": "写明每个金额怎么算出来的",
    "todo": "今天要办：各类清单的件数，或其中一类的个案",
    "settings": "显示或修改单位设置",
    "handout": "快速上手、首台电脑验收单：列出，或用 --out 存为 PDF（不需要个案簿）",
    "calc": "计算（不需要个案簿）",
    "demo": "演示主要工作",
}


CONFLICTS = "两边都改过的：采用表中的（sheet），或者保留本机（here）；不填则该行不合并"
IMPORT_LISTS: dict[str, dict[str, Any]] = {  # options of import that may be given several times
    "--accept": {"metavar": "KIND", "help": "照收的问题，如 id_checksum"},
    "--sheet": {"metavar": "NAME", "help": "只读取这张工作表"},
    "--map": {"metavar": "列=栏目", "help": "如 C=姓名，G= 不读取"},
    "--take": {"choices": ["changed"], "help": "也采用不是本单位交出的表中与本机不同的内容"},
}


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    """The parsed arguments; `verb` is None for the window. Exits with 2 on wrong usage."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", default=argparse.SUPPRESS, help="数据文件夹")
    common.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="以 JSON 输出"
    )
    parser = argparse.ArgumentParser(
        prog="guicang", description="归仓：多领社会保险待遇追缴个案簿", parents=[common]
    )
    parser.add_argument("--self-test", metavar="FILE", help="检查本机能否正常使用，结果写入文件")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")
    part = {
        name: verbs.add_parser(name, help=text, description=text, parents=[common])
        for name, text in VERBS.items()
    }
    _office_verbs(part)
    _import_verbs(part)
    _export_verbs(part)
    _case_verbs(part)
    _money_verbs(part)
    _procedure_verbs(part)
    _scan_verbs(part)
    _package_verbs(part)
    _roll_verbs(part)
    _calc_verbs(part["calc"], common)
    # defaults come last: --data and --json may stand before the verb or behind it
    asked, rest = parser.parse_known_args(arguments, argparse.Namespace(data=None, json=False))
    if rest:  # argparse takes FIELD=VALUE behind an option for a mistake
        if not hasattr(asked, "entered") or any("=" not in part for part in rest):
            parser.error(f"unrecognized arguments: {' '.join(rest)}")
        asked.entered += rest
    return asked


def _office_verbs(part: dict[str, argparse.ArgumentParser]) -> None:
    part["init"].add_argument("--office", required=True, help="本单位名称")
    part["init"].add_argument("--clerk", required=True, help="经办人姓名")
    part["cases"].add_argument("query", nargs="?", default="")
    part["monthly"].add_argument("month", nargs="?", help="如 2026-11；不填为本月")
    part["demo"].add_argument("--out", required=True)
    part["settings"].add_argument("entered", nargs="*", metavar="FIELD=VALUE")
    part["handout"].add_argument("sheet", nargs="?", default="", help="如 quick-start")
    part["handout"].add_argument("--out", metavar="FILE.pdf")
    account = part["account"]
    account.add_argument("insurance", help="险种")
    for name in ("bank", "number", "name"):
        account.add_argument(f"--{name}", required=True)


def _import_verbs(part: dict[str, argparse.ArgumentParser]) -> None:
    for name in ("undo-batch", "batch-report"):
        part[name].add_argument("batch", type=int, metavar="N", help="第几批，见 batches")
    part["mark"].add_argument("file")
    for name in ("mark", "batch-report"):
        part[name].add_argument("--out", required=True, help="写到这个文件")
    imported = part["import"]
    imported.add_argument("file")
    imported.add_argument("--dry-run", action="store_true", help="只预览，不保存")
    kinds = ["clues", "ledger", "village", "answers", "list"]
    imported.add_argument("--as", dest="kind", choices=kinds, help="按哪一种表导入；不填按表内标记")
    for name, what in (("--category", "名单证明的人员类别"), ("--on", "名单日期")):
        imported.add_argument(name, default="", help=f"用于 --as list：{what}")
    imported.add_argument("--conflicts", default="", choices=["sheet", "here"], help=CONFLICTS)
    for name, words in IMPORT_LISTS.items():
        imported.add_argument(name, action="append", default=[], **words)


def _export_verbs(part: dict[str, argparse.ArgumentParser]) -> None:
    export = part["export"]
    what = ["ledger", "village", "answers", "monthly", "deliveries"]
    export.add_argument("what", choices=what)
    export.add_argument("--out", required=True, help="文件，后缀 .xlsx 或 .pdf")
    export.add_argument("--month", help="月报的月份，如 2026-11；不填为本月")
    export.add_argument("--village", default="", help="村级采集表：只要这个村（社区）")
    export.add_argument("--template", default="", metavar="NAME", help="台账的导出模板")
    export.add_argument("--into", metavar="FILE", help="把台账填进县级发来的这份表格")
    export.add_argument("--password-env", metavar="NAME", help="打开口令所在的环境变量")
    export.add_argument("--changed", action="store_true", help="只要上次报县级以来变动的")
    export.add_argument("--handed", action="store_true", help="记为已报县级")
    template = part["template"]
    template.add_argument("name", nargs="?", default="", help="模板名称；不填列出全部")
    template.add_argument("columns", nargs="*", metavar="COLUMN[=HEADING]", help="栏目及其表头")
    template.add_argument("--remove", action="store_true", help="删除这个模板")


def _case_verbs(part: dict[str, argparse.ArgumentParser]) -> None:
    in_turn = ("show", "correct", "verify", "evidence", "choose", "plan", "assess", "steps")
    for name in (*in_turn, "deposit", "reverse", "step", "take-back"):
        part[name].add_argument("number", help="个案编号")
    part["assess"].add_argument("yuan", help="金额（元）")
    for name in ("deposit", "reverse"):
        part[name].add_argument("receipt", type=int, help="第几笔到账，从 1 起")
    part["deposit"].add_argument("--on", required=True, help="日期，如 2026-11-20")
    part["reverse"].add_argument("--reason", required=True, help="冲正原因")
    part["correct"].add_argument(
        "changes", nargs="+", metavar="FIELD=VALUE", help="金额写作 benefit_yuan=1860"
    )
    part["verify"].add_argument("--by", required=True)
    part["verify"].add_argument("--on", required=True)
    part["verify"].add_argument(
        "--result", required=True, choices=["confirmed", "dismissed", "withdrawn"]
    )
    part["verify"].add_argument("--findings", default="")
    evidence = part["evidence"]
    for name in ("--category", "--document", "--issued"):
        evidence.add_argument(name, required=True)
    for name in ("--no", "--until", "--department", "--file", "--note"):
        evidence.add_argument(name)
    part["choose"].add_argument(
        "method", help="order、agreement、assistance、enforcement 或中文名称"
    )
    part["choose"].add_argument("--reason", required=True)
    part["choose"].add_argument("--rank", type=int, default=1, help="顺位，2 起为后备")
    part["choose"].add_argument("--beside", action="store_true", help="与同顺位的方式并行")


def _money_verbs(part: dict[str, argparse.ArgumentParser]) -> None:
    plan = part["plan"]
    _plan_kinds(plan, lump=True)
    plan.add_argument("--from", dest="first")
    plan.add_argument("--part", metavar="YUAN", help="只就一部分金额制定计划")
    plan.add_argument("--beside", action="store_true", help="与现有计划并行")
    for name in ("--approved-by", "--approval", "--approval-reason"):
        plan.add_argument(name, default="", help="县级批准低于下限：单位、文号、理由")
    for name in ("--promisor", "--promisor-id", "--promisor-phone", "--relation"):
        plan.add_argument(name, default="")
    issue = part["issue"]
    issue.add_argument("form", help="文书种类，见 forms")
    issue.add_argument("number")
    issue.add_argument("--out", required=True)
    asks = "文书询问的内容，如 deadline=2026-12-31 manner=直接送达 reason=更正原因"
    issue.add_argument("entered", nargs="*", metavar="FIELD=VALUE", help=asks)
    _register_verbs(part)
    batch = part["issue-batch"]
    batch.add_argument("form", help="文书种类，或一组文书：送达包、稽核送达包、结案卷等")
    batch.add_argument("--query", default="", help="与 cases 相同；不填为全部个案")
    batch.add_argument("--village", default="", help="只要这个村（社区）的")
    batch.add_argument("--once", action="store_true", help="每份文书只印一次，不按份数重复")
    batch.add_argument("--dry-run", action="store_true", help="只看会出具什么，不保存")
    batch.add_argument("--out", metavar="DIR|FILE.pdf", help="文件夹，或一个 .pdf 文件")
    receipt = part["receipt"]
    receipt.add_argument("number")
    receipt.add_argument("yuan")
    receipt.add_argument("--channel", required=True)
    receipt.add_argument("--on", required=True)
    receipt.add_argument("--funding", default="", help="资金来源，不填按追回渠道")
    receipt.add_argument("--payer", default="")
    receipt.add_argument("--give-back", action="store_true", help="多出部分退还付款人")
    receipt.add_argument("--voucher", default="")


def _register_verbs(part: dict[str, argparse.ArgumentParser]) -> None:
    papers = part["papers"]
    papers.add_argument("query", nargs="?", default="")
    papers.add_argument("--form", default="", help="文书代码，见 forms")
    papers.add_argument(
        "--status", default="any", help="unnumbered、unserved、served、signed、void 或中文名称"
    )
    papers.add_argument("--limit", type=int, help="最多列出几份，不填为全部")
    papers.add_argument("--offset", type=int, default=0)
    papers.add_argument("--out", metavar="FILE.pdf", help="打印用的登记簿")
    number = part["number"]
    number.add_argument("paper", help="文书的识别码（uid）、其开头，或者原来的编号")
    number.add_argument("number", help="县级给的编号，如 蓝社险追〔2026〕第12号")
    number.add_argument("--dated", metavar="DATE", help="县级写的成文日期，不填为出具日期")
    number.add_argument("--reason", default="", help="更正编号的原因")


def _procedure_verbs(part: dict[str, argparse.ArgumentParser]) -> None:
    step = part["step"]
    step.add_argument("kind", help="事项代码或名称，见 steps")
    step.add_argument("entered", nargs="*", metavar="FIELD=VALUE", help="如 on=2026-11-21")
    deliver = part["deliver"]
    deliver.add_argument("paper", help="文书编号，或者识别码（uid）、其开头")
    fields = "manner、on、receiver、relation、reference、witness、refusal、servers、until、note"
    deliver.add_argument("entered", nargs="*", metavar="FIELD=VALUE", help=fields)
    deliver.add_argument("--failed", action="store_true", help="未能送达，记一次联系未果")
    inquiry = ("estimate", "death-date", "check", "ability", "liable", "card", "materials")
    for name in (*inquiry, "explain"):
        part[name].add_argument("number", help="个案编号")
    check = part["check"]
    check.add_argument("item", help="核实事项的代码或名称")
    check.add_argument("--result", required=True, choices=["yes", "no", "unknown"])
    for name in inquiry[:-1]:
        part[name].add_argument("entered", nargs="*", metavar="FIELD=VALUE")
    part["estimate"].add_argument("--adopt", action="store_true")
    part["estimate"].add_argument("--rule", choices=["A", "B"], help="服刑起算口径")
    part["death-date"].add_argument("--settle", metavar="UID", help="认定这一条，另填 reason=…")
    part["card"].add_argument("--change", type=int, metavar="N", help="更改第几张卡，从 1 起")
    part["liable"].add_argument("--change", metavar="UID", help="更改这一个责任人")
    part["todo"].add_argument("list", nargs="?", default="", help="清单代码，见 todo")
    part["todo"].add_argument("--limit", type=int, default=50)
    part["todo"].add_argument("--offset", type=int, default=0)
    part["take-back"].add_argument("uid", help="事项的 uid，见 steps")
    part["take-back"].add_argument("--reason", required=True)


def _scan_verbs(part: dict[str, argparse.ArgumentParser]) -> None:
    part["scan"].add_argument("files", nargs="+", metavar="FILE")
    part["scans"].add_argument("paper", nargs="?", default="", help="已归到这份文书的页")
    filed = part["file-scan"]
    filed.add_argument("page", type=int, help="扫描页的编号，见 scans")
    where = filed.add_mutually_exclusive_group(required=True)
    where.add_argument("paper", nargs="?", default="", help="文书的编号或 uid")
    where.add_argument("--case", default="", metavar="NUMBER", help="只归到个案")
    where.add_argument("--release", metavar="REASON", help="退回待归档")
    where.add_argument("--discard", metavar="REASON", help="丢弃空白页")


def _package_verbs(part: dict[str, argparse.ArgumentParser]) -> None:
    for name in ("peer", "open-package", "open-receipt"):
        part[name].add_argument("--password-env", metavar="NAME", help="交接口令所在的环境变量")
    part["peer"].add_argument("name", help="单位名称")
    part["peer"].add_argument("--kind", choices=["village", "township", "county"])
    part["peer"].add_argument("--short", help="简称，写在对方个案编号之前")
    for name in ("package", "write-receipt"):
        part[name].add_argument("--out", required=True, metavar="FILE")
    part["package"].add_argument("--to", default="", help="交给哪个单位；不填为上级")
    part["package"].add_argument("--all", action="store_true", help="全部个案，不只是有变动的")
    part["write-receipt"].add_argument("--to", required=True, help="哪个单位的交接包")
    opening = part["open-package"]
    opening.add_argument("--dry-run", action="store_true", help="只预览，不保存")
    opening.add_argument("--theirs", action="store_true", help="两边都改过的，都以对方为准")
    opening.add_argument("--receipt", metavar="FILE", help="打开后把回执写到这里")
    opening.add_argument(
        "--accept", action="append", default=[], metavar="KIND", help="照收，如 other_receiver"
    )
    for name in ("open-package", "open-receipt"):
        part[name].add_argument("file")


def _roll_verbs(part: dict[str, argparse.ArgumentParser]) -> None:
    match = part["match"]
    match.add_argument("file")
    match.add_argument("--category", default="", help="名单是哪一类人员；不填按名单的名称")
    match.add_argument("--on", default="", help="名单的日期，如 2026-11-01；不填按名单的名称")
    match.add_argument("--dry-run", action="store_true", help="只比对，不保存")
    part["matches"].add_argument("number", nargs="?", default="", help="只要这个个案的")
    part["matches"].add_argument("--all", action="store_true", help="也列出处理过的")
    part["judge-match"].add_argument("uid", help="比对结果的 uid，见 matches")
    part["judge-match"].add_argument("--decline", metavar="REASON", help="不采用的原因")


def _calc_verbs(calc: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    sums = calc.add_subparsers(dest="sum", metavar="SUM", required=True)
    sums.add_parser("capitals", parents=[common]).add_argument("amounts", nargs="+")
    sums.add_parser("id", parents=[common]).add_argument("numbers", nargs="+")
    plan = sums.add_parser("plan", parents=[common])
    plan.add_argument("--owed", required=True)
    plan.add_argument("--benefit", required=True)
    plan.add_argument("--from", dest="first", required=True)
    _plan_kinds(plan, lump=False)
    overpaid = sums.add_parser("overpaid", parents=[common])
    for name in ("--death", "--paid-until", "--rates"):
        overpaid.add_argument(name, required=True)
    prison = sums.add_parser("prison", parents=[common])
    for name in ("--start", "--release", "--rates"):
        prison.add_argument(name, required=True)
    term = sums.add_parser("term", parents=[common])
    term.add_argument("--start", required=True)
    length = term.add_mutually_exclusive_group(required=True)
    for name in ("--days", "--months", "--workdays"):
        length.add_argument(name, type=int)


def _plan_kinds(parser: argparse.ArgumentParser, *, lump: bool) -> None:
    kinds = parser.add_mutually_exclusive_group(required=True)
    if lump:
        kinds.add_argument("--lump", metavar="DATE")
    kinds.add_argument("--instalments", type=int, metavar="N")
    kinds.add_argument("--monthly", metavar="YUAN")
    parser.add_argument("--round", choices=["fen", "yuan"], default="fen")
