"""How the samples went: what came in, which papers were issued, what is explained."""

from datetime import date

from app.forms.course import Course, Filed
from app.methods.merged import merged_dues
from app.methods.paid_dues import paid_dues
from app.methods.schedules import schedule_of
from app.models import IssuedDocument
from app.rules.explained import Explained
from tests.forms.samples import known

ENDINGS = {
    "paid_at_once": "一次性全额退还",
    "instalments_paid": "分期退清",
    "offset_done": "待遇抵扣清",
    "aided": "救助帮扶资金退清",
    "donated": "慈善（爱心）捐助退清",
    "card_returned": "账户余额（银行）退回",
    "estate_exhausted": "遗产清偿后无可追，报批终结",
    "enforced": "司法、公安追回",
    "not_overpaid": "经核实不属多领",
    "handed_on": "移交他地或其他机构",
    "county_ended": "其他，经会商批准终结",
}
AGENCY = "湘潭县社会保险服务中心"


def a_course(plans=(), receipts=(), **more):
    """receipts: day and fen of each, since the plans were made."""
    dues = merged_dues(map(schedule_of, plans)) if plans else ()
    return Course(
        dues=paid_dues(dues, receipts, before_fen=0),
        floor_share="20%",
        endings=ENDINGS,
        **more,
    )


def a_paper(form, title, number, on):
    content = {"title": title, "issuer": AGENCY}
    return IssuedDocument.new(
        case_id=1,
        form=form,
        number=number,
        issued_on=on,
        amount_fen=349_100,
        content=content,
        policy_hash="-",
    )


STOPPED = a_paper(
    "stop-payment", "社会保险待遇停止支付通知书", "潭社险停〔2022〕12号", date(2022, 8, 12)
)
BENEFIT_STOPPED = known.an_act("benefit_stopped", date(2022, 8, 10), reference="停发审批表")
KIN_TOLD = known.an_act("kin_told", date(2022, 8, 11), party="石桥镇双江村村民委员会")
SERVED = known.an_act("notice_served", date(2022, 9, 2), until=date(2022, 9, 17), party="张三")
SIGNED = known.an_act("agreement_signed", date(2022, 9, 3), party="张三")
REMINDED = known.an_act("reminded", date(2022, 12, 5), until=date(2022, 12, 20), party="张三")
CLOSED = known.an_act("closed", date(2023, 2, 6), outcome="instalments_paid")
FILED = (
    Filed("疑点数据核查表", dated=date(2022, 8, 9), by="石桥镇人民政府"),
    Filed("低保证", "湘低保43032100123", "民政", date(2022, 1, 5)),
    Filed(
        "多领社会保险待遇追缴告知书", "潭社险追[2022]7号", AGENCY, date(2022, 9, 1), "refund-notice"
    ),
    Filed(
        "社会保险待遇停止支付通知书",
        "潭社险停〔2022〕12号",
        AGENCY,
        date(2022, 8, 12),
        "stop-payment",
    ),
    Filed("送达回证", "", AGENCY, date(2022, 9, 2), "delivery-receipt"),
    Filed("结清证明", "潭社险结〔2023〕2号", AGENCY, date(2023, 2, 1), "settlement-certificate"),
    Filed("张三身份证正反面扫描件"),
)
EXPLAINED = (
    Explained(
        "测算多领金额",
        "3,491.00 元",
        (
            "2019-12 至 2020-06，7 个月 × 103.00 元 = 721.00 元",
            "2020-07 至 2021-06，12 个月 × 108.00 元 = 1,296.00 元",
            "2021-07 至 2022-06，12 个月 × 113.00 元 = 1,356.00 元",
            "2022-07，1 个月 × 118.00 元 = 118.00 元",
            "合计 3,491.00 元",
        ),
        ("湘人社规〔2022〕30号一、附件1告知事项1",),
    ),
    Explained(
        "未退余额",
        "0.00 元",
        ("应追 3,491.00 元 − 已追回 3,491.00 元 = 0.00 元", "冲正的入账已从已追回中减去。"),
        ("湘人社规〔2022〕30号四(一)", "《社会保险法》第六十四条"),
    ),
)
