"""The few words that code branches on, each with its Chinese label.

Words that code only looks things up by (insurances, reasons, categories …) are data in
assets/policy.
"""

from enum import StrEnum


class Term(StrEnum):
    """A stored code with the label people see. The code is stored: never change it."""

    label: str

    def __new__(cls, code: str, label: str = "") -> "Term":
        term = str.__new__(cls, code)
        term._value_ = code
        term.label = label
        return term


class CaseState(Term):
    """Where a case stands (《通知》二、三); the sentence of each state is in the policy book."""

    CLUE = "clue", "疑点"
    VERIFYING = "verifying", "核实中"
    DISMISSED = "dismissed", "排除"
    CONFIRMED = "confirmed", "确认多领"
    NOTICED = "noticed", "已告知"
    RECOVERING = "recovering", "追回中"
    RECOVERED = "recovered", "已全额追回"
    CLOSED = "closed", "结案"


class PersonStatus(Term):
    """What is known of the person's life (domain §2)."""

    ALIVE = "alive", "健在"
    DECEASED = "deceased", "死亡"
    MISSING = "missing", "失踪"
    IN_PRISON = "in_prison", "服刑"


class VerificationResult(Term):
    """What a verification found (《通知》二(一))."""

    CONFIRMED = "confirmed", "确认多领"
    DISMISSED = "dismissed", "排除"
    WITHDRAWN = "withdrawn", "撤回结论，继续核实"


class CheckResult(Term):
    """What the check of one item of the list gave."""

    YES = "yes", "属实"
    NO = "no", "不属实"
    UNKNOWN = "unknown", "未能查清"


class LiableRole(Term):
    """Why somebody beside the person is liable (告知事项5、7、9; 民法典1161)."""

    HEIR = "heir", "遗产继承人"
    RECIPIENT = "recipient", "实际领取人"
    GUARDIAN = "guardian", "监护人"
    UNIT = "unit", "单位"
    OTHER = "other", "其他"


class MethodCode(Term):
    """追缴方式 (《通知》三)."""

    ORDER = "order", "责令退还"
    AGREEMENT = "agreement", "协议追回"
    ASSISTANCE = "assistance", "救助帮扶"
    ENFORCEMENT = "enforcement", "依法追缴"


class PlanKind(Term):
    """退还方式: the three boxes of 附件1, in their order."""

    LUMP = "lump", "一次性退回"
    INSTALMENTS = "instalments", "分期抵扣"
    MONTHLY = "monthly", "按月抵扣"


class CategoryGroup(Term):
    """人员类别 are of three groups (《通知》一)."""

    HARDSHIP = "hardship", "困难群体"
    SPECIAL = "special", "特殊群体"
    GENERAL = "general", "一般人员"


class EventKind(Term):
    """What a clerk did, as the timeline of a case shows it."""

    OFFICE_CREATED = "office_created", "建立个案簿"
    SETTINGS_CHANGED = "settings_changed", "修改单位设置"
    OPENED = "opened", "登记个案"
    IMPORTED = "imported", "导入疑点"
    BATCH = "batch", "导入表格"
    CHANGED = "changed", "更正"
    MERGED = "merged", "合并返回的表格"
    BATCH_UNDONE = "batch_undone", "撤销导入"
    VERIFIED = "verified", "调查核实"
    ASSESSED = "assessed", "录入核定金额"
    EVIDENCE = "evidence", "登记佐证"
    DECIDED = "decided", "选定追缴方式"
    PLANNED = "planned", "制定退还计划"
    ISSUED = "issued", "出具文书"
    NUMBERED = "numbered", "填写文书编号"
    PRINTED = "printed", "打印文书"
    RECEIVED = "received", "退款入账"
    DEPOSITED = "deposited", "存入财政专户"
    REVERSED = "reversed", "冲正入账"
    EXPORTED = "exported", "导出文件"
    CARD = "card", "登记发放卡（折）"
    SHOWN = "shown", "查看完整证件号码"
    MILESTONE = "milestone", "办理事项"
    TAKEN_BACK = "taken_back", "撤回办理事项"
    CHECKED = "checked", "核实事项"
    DEATH_DATE = "death_date", "死亡时间"
    ABILITY = "ability", "偿还能力"
    LIABLE = "liable", "责任人"
    SCANNED = "scanned", "收到扫描件"
    SCAN_FILED = "scan_filed", "归档扫描件"
    SCAN_RELEASED = "scan_released", "扫描件退回待归档"
    SCAN_DISCARDED = "scan_discarded", "丢弃扫描页"
    HANDED = "handed", "打交接包"
    TAKEN = "taken", "打开交接包"
    CONFIRMED = "handover_confirmed", "读回执"
    ROLL = "roll", "比对名单"


class OfficeKind(Term):
    """Where an office stands, from below: each hands over to those above it and hears from them."""

    VILLAGE = "village", "村（社区）"
    TOWNSHIP = "township", "乡镇（街道）"
    COUNTY = "county", "县级经办机构"

    @property
    def level(self) -> int:
        return list(type(self)).index(self)


class Direction(Term):
    """Of a package on the stick."""

    OUT = "out", "交出"
    IN = "in", "收到"


class HandOverKind(Term):
    """What comes and goes as a workbook; all but clues are ours, and may come back."""

    CLUES = "clues", "疑点表"
    LEDGER = "ledger", "追缴台账"
    VILLAGE = "village", "村级采集表"
    ANSWERS = "answers", "县级答复表"


class HitState(Term):
    """What became of a person found on a list."""

    OPEN = "open", "待处理"
    ACCEPTED = "accepted", "已登记佐证"
    DECLINED = "declined", "不采用"


class PrisonStart(Term):
    """From which month a benefit is overpaid in prison (告知事项2); the county settles it."""

    MONTH_AFTER = "B", "起始次月至释放当月"
    SAME_MONTH = "A", "起始当月至释放当月"
