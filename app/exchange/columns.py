"""COLUMNS: every column of the workbooks that go to and fro, one line each.

The import, the 台账 and the headings they recognise all read this tuple. `field` says where the
value lives: a path into LedgerEntry; those of person, case, period and card are read as well.
"""

# ruff: noqa: E501 - one line per column is the rule of this file

from dataclasses import dataclass
from functools import cached_property

from pydantic_core import PydanticUndefined

from app.exchange import kinds
from app.exchange.cells import Cell, Reader, is_blank
from app.exchange.kinds import ColumnKind
from app.exchange.problems import Fault, Kind
from app.models import Case, OverpaidPeriod, PayCard, Person
from app.models.terms import CaseState, MethodCode, PersonStatus, PlanKind, VerificationResult
from app.rules.policy import Policy

MODELS = {"person": Person, "case": Case, "period": OverpaidPeriod, "card": PayCard}


@dataclass(frozen=True)
class Column:
    """width in characters; aliases: other headings for it; summed: has a total at the foot.

    path: where the value is found, "" where that is its field: many columns may show one value.
    is_read: taken from workbooks; the others are known, written, and passed over when read.
    is_answer: taken all the same from a workbook of ours that comes back: what the county fills in.
    """

    field: str
    title: str
    kind: ColumnKind
    width: int
    aliases: str = ""
    is_read: bool = True
    summed: bool = False
    hidden: bool = False
    path: str = ""
    is_answer: bool = False

    @property
    def owner(self) -> str:
        """The part of a case it belongs to: person, case, period …"""
        return self.field.partition(".")[0]

    @cached_property
    def limit(self) -> int | None:
        """The most characters the model takes."""
        model, name = MODELS.get(self.owner), self.field.partition(".")[2]
        field = model.model_fields.get(name) if model else None
        lengths = (getattr(rule, "max_length", None) for rule in field.metadata) if field else ()
        return next((length for length in lengths if length), None)

    @cached_property
    def may_be_empty(self) -> bool:
        """Whether a cell that people emptied empties the value; else it says nothing."""
        own = self.is_read and self.owner in ("person", "case", "card")
        return own and self._default in ("", None, 0)

    @property
    def emptied(self) -> object:
        """The value of an empty cell, where it may be empty."""
        return self._default

    @cached_property
    def _default(self) -> object:
        model, name = MODELS.get(self.owner), self.field.partition(".")[2]
        field = model.model_fields.get(name) if model else None
        return field.default if field else PydanticUndefined

    def reader(self, policy: Policy, fen_per_unit: int) -> Reader:
        """Reads a cell: a value, None where nothing stands, or a Fault."""
        read, limit = self.kind.reader(policy, fen_per_unit), self.limit

        def read_limited(cell: Cell) -> object:
            if is_blank(cell):
                return None
            value = read(cell)
            if limit and isinstance(value, str) and len(value) > limit:
                advice = f"共 {len(value)} 个字，最多 {limit} 个字，请删减后再导入。"
                return Fault(Kind.TEXT_TOO_LONG, advice)
            return value

        return read_limited

    def text(self, value: object, policy: Policy) -> str:
        """A value as a difference tells it; "" for none."""
        shown = None if value is None else self.kind.shown(policy, value)
        if shown is None:
            return ""
        return f"{shown:,.2f}" if isinstance(shown, float) else str(shown)


def _written(
    field: str,
    title: str,
    kind: ColumnKind,
    width: int,
    *,
    summed: bool = False,
    hidden: bool = False,
    path: str = "",
    is_answer: bool = False,
) -> Column:
    return Column(field, title, kind, width, "", False, summed, hidden, path, is_answer)


# fmt: off
COLUMNS: tuple[Column, ...] = (
    _written("office.city", "市（州）", kinds.TEXT, 10),
    _written("office.county", "县（市、区）", kinds.TEXT, 11),
    Column("case.township", "乡镇（街道）", kinds.TEXT, 10, "镇 街道 所属乡镇 乡镇名称 镇街 乡镇街道 乡镇办"),
    Column("case.village", "村（社区）", kinds.TEXT, 12, "社区 村居 所属村 村名 行政村 村社区 村委会 村级 村组名称 所在村 所属社区"),
    _written("case.number", "台账编号", kinds.TEXT, 12),
    Column("person.name", "姓名", kinds.NAME, 10, "当事人 当事人姓名 参保人姓名 领取人姓名 人员姓名 待遇人员姓名 待遇领取人 多领人员姓名"),
    Column("person.id_number", "公民身份号码", kinds.ID, 21, "身份证号码 身份证号 身份证 证件号码 证件号 社会保障号 社会保障号码 公民身份证号码 居民身份证号码 居民身份证号"),
    Column("case.personal_number", "个人编号", kinds.DIGITS, 14, "个人代码 个人社保编号 社保编号 个人账号编号 社保个人编号"),
    _written("identity.sex", "性别", kinds.TEXT, 6),
    _written("identity.birth", "出生日期", kinds.DATE, 12),
    _written("person.status", "当事人状况", kinds.terms(PersonStatus), 11),
    Column("person.status_on", "死亡（失踪、服刑）日期", kinds.DATE, 13),
    _written("case.category_group", "群体", kinds.CATEGORY_GROUP, 9, path="case.category"),
    Column("case.category", "人员类别", kinds.CATEGORY, 16, "困难类别 群体类别 人员类型 对象类别"),
    _written("case.category_code", "类别编码", kinds.CATEGORY_CODE, 7, path="case.category"),
    _written("evidence.document", "证明材料名称", kinds.TEXT, 18),
    _written("evidence.document_number", "证明材料编号", kinds.TEXT, 20),
    _written("evidence.valid_through", "证明材料有效期至", kinds.DATE, 13),
    Column("case.insurance", "险种", kinds.INSURANCE, 24, "参保险种 险种类型 险种名称 保险类型 保险种类 社保险种"),
    Column("case.benefit", "待遇类别", kinds.BENEFIT, 18, "待遇类型 待遇项目 待遇名称 待遇种类 多领待遇类别 多领待遇名称"),
    Column("case.benefit_status", "待遇状态", kinds.STATUS, 10, "发放状态 待遇发放状态"),
    Column("case.reason", "多领原因", kinds.REASON, 28, "原因 多领类型 疑点类型 疑点原因 违规原因 多领情形 多领情况原因"),
    Column("case.reason_note", "多领原因说明", kinds.TEXT, 20, "原因说明"),
    Column("case.source", "疑点来源", kinds.SOURCE, 12, "线索来源 数据来源"),
    Column("case.found_on", "发现日期", kinds.DATE, 12, "疑点下发日期 疑点发现日期 发现时间 下发日期"),
    Column("period.monthly_fen", "月待遇标准（元）", kinds.YUAN, 14, "待遇标准 月标准 月待遇 月待遇金额 月发放标准 月领取标准 每月待遇 月待遇额 月养老金 月领取金额 发放标准"),
    Column("period.first_month", "多领开始时间", kinds.MONTH, 13, "起始年月 开始年月 起始时间 开始时间 起始月份 开始月份 多领起始年月 多领开始年月 多领起始时间 多领起始月份 多领起止时间 多领起止年月 多领时间 多领期间 多领时段 起止年月 起止时间 多领时间起 多领期间起 多领起止时间起 多领时间开始 多领期间开始 重复时段"),
    Column("period.last_month", "多领终止时间", kinds.MONTH, 13, "截止年月 终止年月 结束年月 截止时间 终止时间 结束时间 截止月份 终止月份 结束月份 多领截止年月 多领终止年月 多领结束年月 多领截止时间 多领结束时间 多领终止月份 多领时间止 多领期间止 多领起止时间止 多领时间结束 多领期间结束"),
    Column("period.months", "多领月数", kinds.COUNT, 9, "月数 多领月份数 多发月数 冒领月数"),
    Column("case.claimed_fen", "来文金额（元）", kinds.YUAN, 15, "多领金额 多领待遇金额 多领总金额 多领总额 多领待遇总额 多发金额 应追回金额 应退金额 应退回金额 涉及金额 金额 重复金额 冒领金额 应稽核金额", summed=True),
    _written("period.amount_fen", "测算金额（元）", kinds.YUAN, 15, summed=True),
    _written("case.assessed_fen", "核定金额（元）", kinds.YUAN, 15, summed=True, is_answer=True),
    _written("verification.verified_on", "核实日期", kinds.DATE, 12),
    _written("verification.verified_by", "核实人", kinds.TEXT, 10),
    _written("verification.result", "核实结论", kinds.terms(VerificationResult), 10),
    _written("stopped.month", "停发年月", kinds.MONTH_OF_DAY, 10, path="stopped.happened_on"),
    _written("decision.method", "追缴方式", kinds.terms(MethodCode), 10),
    _written("notice.number", "告知书编号", kinds.TEXT, 16, is_answer=True),
    _written("notice.issued_on", "告知书出具日期", kinds.DATE, 14),
    _written("served.happened_on", "告知书送达日期", kinds.DATE, 13),
    _written("served.manner", "送达方式", kinds.MANNER, 11),
    _written("opinion.number", "稽核意见书文号", kinds.TEXT, 20, is_answer=True),
    _written("plan.promisor_name", "承诺人", kinds.TEXT, 10),
    _written("plan.relation", "与当事人关系", kinds.RELATION, 12),
    _written("plan.promisor_phone", "承诺人联系电话", kinds.TEXT, 14),
    _written("plan.kind", "退还方式", kinds.terms(PlanKind), 12),
    _written("plan.pay_by", "退回日期", kinds.DATE, 12),
    _written("plan.periods", "退还期数", kinds.COUNT, 9),
    _written("plan.each_fen", "每期金额（元）", kinds.YUAN, 13),
    _written("plan.first_month", "退还起始年月", kinds.MONTH, 13),
    _written("last_month", "退还终止年月", kinds.MONTH, 13),
    _written("money.fen", "已退金额（元）", kinds.YUAN, 15, summed=True),
    _written("returned.cash", "其中：现金（元）", kinds.returned("cash"), 13, summed=True, path="receipts"),
    _written("returned.offset", "其中：待遇抵扣（元）", kinds.returned("offset"), 13, summed=True, path="receipts"),
    _written("returned.account", "其中：个人账户（元）", kinds.returned("account"), 13, summed=True, path="receipts"),
    _written("returned.funeral", "其中：丧葬抚恤（元）", kinds.returned("funeral"), 13, summed=True, path="receipts"),
    _written("returned.aid", "其中：救助资金（元）", kinds.returned("aid"), 13, summed=True, path="receipts"),
    _written("returned.donation", "其中：捐助（元）", kinds.returned("donation"), 13, summed=True, path="receipts"),
    _written("returned.bank", "其中：银行退回（元）", kinds.returned("bank"), 13, summed=True, path="receipts"),
    _written("returned.judicial", "其中：司法（元）", kinds.returned("judicial"), 13, summed=True, path="receipts"),
    _written("money.left_fen", "未退余额（元）", kinds.YUAN, 15, summed=True),
    _written("overdue", "逾期期数", kinds.COUNT, 9),
    _written("money.last_on", "最近到账日期", kinds.DATE, 13),
    _written("money.deposited_on", "存入财政专户日期", kinds.DATE, 16, is_answer=True),
    _written("acts.transfer", "移送情况", kinds.latest_of("transfer"), 26, path="acts"),
    _written("acts.assistance", "救助帮扶情况", kinds.latest_of("assistance"), 24, path="acts"),
    _written("acts.dishonesty", "失信名单情况", kinds.latest_of("dishonesty"), 22, path="acts"),
    _written("case.state", "处置状态", kinds.terms(CaseState), 12),
    _written("case.state_since", "状态起始日期", kinds.DATE, 13),
    _written("closing.outcome", "结案方式", kinds.ENDING, 20),
    _written("closing.happened_on", "结案日期", kinds.DATE, 12),
    Column("card.bank", "发放银行", kinds.TEXT, 16, "银行 银行名称 开户银行 开户行 发放银行名称 卡面银行"),
    Column("card.account_number", "银行账号", kinds.DIGITS, 22, "账号 卡号 银行卡号 银行账户 发放账号 社保卡银行账号 银行卡账号 发放银行账号"),
    Column("card.balance_fen", "账户余额（元）", kinds.YUAN, 14, "卡内余额 发放账户余额 银行卡余额"),
    _written("card.stop_notice_on", "止付通知日期", kinds.DATE, 12, is_answer=True),
    _written("card.lift_notice_on", "解除止付日期", kinds.DATE, 12, is_answer=True),
    Column("person.phone", "联系电话", kinds.TEXT, 14, "电话 手机 手机号 手机号码 联系方式 电话号码 联系号码"),
    Column("person.registered_address", "户籍地址", kinds.TEXT, 24, "户口地址 户口所在地 户籍所在地 地址 家庭地址"),
    Column("person.present_address", "现住址", kinds.TEXT, 24, "现居住地 居住地址 家庭住址 住址 现居住地址"),
    Column("case.handler", "经办人", kinds.TEXT, 10, "经办人员"),
    Column("case.remarks", "备注", kinds.TEXT, 24, "情况说明 备注说明"),
    _written("case.touched_on", "更新日期", kinds.DATE, 12),
    Column("case.uid", "记录标识", kinds.TEXT, 34, hidden=True),
    Column("case.revision", "记录版本", kinds.COUNT, 8, hidden=True),
    Column("sent.seal", "记录校验", kinds.TEXT, 34, hidden=True),
)
# fmt: on

BY_FIELD = {column.field: column for column in COLUMNS}
