"""Cases that try the papers: each is a PaperFacts; SAMPLES names them for the golden files."""

from datetime import date

from app.forms.facts import PaperFacts, Served
from app.models import Case, FundAccount, OfficeProfile, OverpaidPeriod, PayCard, Person, Plan
from app.models.terms import PersonStatus, PlanKind
from tests.forms.samples import known, progress

UID = "0f8fad5bd9cb469fa16570867728950e"
RARE_NAME = "𬀩𠅤䶮㛃"
LONG_NAME = "阿卜杜热合曼·阿卜杜克里木·买买提伊明江·吐尔逊娜依古丽汗"
VILLAGE = "湖南省湘潭市湘潭县石桥镇双江村第三村民小组18号"


def a_case(**changed):
    return Case.new(
        **{
            "number": "2022-001",
            "person_id": 1,
            "personal_number": "4303001234567",
            "insurance": "resident_pension",
            "benefit": "resident_pension",
            "reason": "death",
            "found_on": date(2022, 8, 9),
            "state_since": date(2022, 8, 9),
            "touched_on": date(2022, 8, 9),
            **changed,
        }
    )


def a_person(**changed):
    return Person.new(
        **{
            "name": "张三",
            "id_number": "430321195003081012",
            "phone": "13873201234",
            "present_address": VILLAGE,
            **changed,
        }
    )


def a_plan(kind, **changed):
    return Plan.new(
        **{
            "case_id": 1,
            "kind": kind,
            "periods": 1,
            "amount_fen": changed["owed_fen"],
            "paid_fen": 0,
            "made_on": date(2022, 9, 1),
            "promisor_name": "张三",
            "promisor_id_number": "430321195003081012",
            "promisor_phone": "13873201234",
            "relation": "self",
            **changed,
        }
    )


def a_period(first="2019-12", last="2022-07", fen=349_100):
    return OverpaidPeriod.new(case_id=1, first_month=first, last_month=last, amount_fen=fen)


def a_card(**changed):
    return PayCard.new(
        **{
            "case_id": 1,
            "bank": "湖南湘潭农村商业银行股份有限公司石桥支行",
            "account_number": "6230901807012345678",
            "balance_fen": 128_055,
            **changed,
        }
    )


def facts(**changed):
    return PaperFacts(
        **{
            "title": "多领社会保险待遇追缴告知书",
            "uid": UID,
            "made_on": date(2022, 9, 1),
            "case": a_case(),
            "person": a_person(),
            "periods": (a_period("2021-07"), a_period("2019-12", "2021-06")),
            "amount_fen": 349_100,
            "left_fen": changed.get("amount_fen", 349_100),
            "plans": (),
            "findings": "",
            "category_label": "低保对象",
            "benefit_status_label": "停止发放",
            "insurance_label": "城乡居民基本养老保险",
            "benefit_label": "城乡居民养老金",
            "reason_label": "死亡后未及时申报",
            "relation_label": "",
            "office": OfficeProfile.new(
                name="石桥镇人民政府",
                agency="湘潭县社会保险服务中心",
                agency_phone="0731-57881234",
                agency_clerk="李红",
                opinion_prefix="潭",
            ),
            "account": FundAccount.new(
                insurance="resident_pension",
                bank="中国农业银行湘潭县支行营业部",
                account_number="18120301040001234",
                account_name="湘潭县社会保险服务中心城乡居民基本养老保险基金收入户",
            ),
            "course": progress.a_course(changed.get("plans", ())),
            **changed,
        }
    )


DEAD = facts(
    person=a_person(
        name="李桂英",
        id_number="430321193503081028",
        phone="",
        present_address="",
        status=PersonStatus.DECEASED,
        status_on=date(2019, 11, 23),
    ),
    findings="石桥村委会和县殡仪馆均证实死亡日期，\n当事人死亡后其子仍持卡支取待遇。",
    reason_group="death",
    department="civil_affairs",
    liable=(known.an_heir(), known.an_heir("李小红", relation="daughter", most_fen=None)),
    exhibits=known.EXHIBITS[:1],
    acts=(known.VISIT,),
)
LUMP = facts(
    relation_label="本人",
    plans=(a_plan(PlanKind.LUMP, owed_fen=349_100, each_fen=349_100, pay_by=date(2022, 9, 30)),),
    deadline=date(2022, 9, 30),
    basis="《中华人民共和国社会保险法》、湘人社规〔2022〕30号",
    cards=(a_card(),),
    served=(Served("多领社会保险待遇追缴告知书", "潭社险追字[2022]第 7 号", 2),),
    recipient="张三",
    manner="direct",
    reason_group="death",
    department="police",
    transfer="transferred_administration",
    acts=(known.VISIT, known.OPINION_SERVED, known.DECIDED, known.DEMANDED, known.REFUSED),
    proofs=known.EXHIBITS[1:2],
    exhibits=known.EXHIBITS,
)
INSTALMENTS = facts(
    person=a_person(
        name=LONG_NAME,
        phone="13873201234、0731-57880000",
        present_address="新疆维吾尔自治区巴音郭楞蒙古自治州和静县巴音布鲁克镇赛罕陶海社区"
        "第十二网格东方明珠小区二期A区18栋3单元2601室（A&B公司宿舍<b>旁）",
    ),
    case=a_case(reason="duplicate_resident", reason_note="外省已领职保"),
    amount_fen=13_800_000,
    insurance_label="企业职工基本养老保险",
    benefit_label="基本养老金",
    reason_label="职保与城乡居民待遇重复",
    category_label="脱贫不稳定户",
    relation_label="子女",
    findings="当事人2008年5月在浙江省宁波市某机械制造有限公司退休并按月领取企业职工基本养老金，"
    "2012年7月又以农村居民身份在户籍地参保并自2019年12月起领取城乡居民养老金。" * 4,
    plans=(
        a_plan(
            PlanKind.INSTALMENTS,
            owed_fen=13_800_000,
            each_fen=383_400,
            periods=36,
            first_month="2022-10",
            promisor_name="阿依古丽·吐尔逊",
            relation="child",
        ),
    ),
    cards=(a_card(), a_card(account_number="18120301040001234 存折")),
    served=tuple(Served(f"第{number}份多领社会保险待遇追缴告知书", "", 1) for number in range(4)),
    recipient=LONG_NAME,
    manner="prison",
    reason_group="duplicate",
    department="social_security",
    transfer="transferred_inspection",
    acts=(known.VISIT, known.APPLIED, known.HEARD, known.DECIDED, known.TRANSFERRED),
    ability=known.ABILITY,
    proofs=known.EXHIBITS[1:2],
    exhibits=known.EXHIBITS,
    materials=known.MATERIALS,
)
MONTHLY = facts(
    person=a_person(name=RARE_NAME),
    amount_fen=1_289_000,
    relation_label="本人",
    plans=(
        a_plan(
            PlanKind.MONTHLY,
            owed_fen=1_289_000,
            each_fen=37_200,
            periods=35,
            first_month="2022-09",
            promisor_name=RARE_NAME,
        ),
    ),
)
NOTHING_KNOWN = facts(
    person=a_person(id_number=None, phone="", present_address=""),
    account=None,
    office=OfficeProfile.new(name="石桥镇人民政府"),
    category_label="",
    benefit_status_label="",
)
SETTLED_PLANS = (
    a_plan(
        PlanKind.INSTALMENTS, owed_fen=349_100, each_fen=116_400, periods=3, first_month="2022-10"
    ),
)
SETTLED = facts(
    made_on=date(2023, 2, 1),
    case=a_case(
        reason="duplicate_resident", state="recovered", township="石桥镇", village="双江村"
    ),
    reason_label="职保与城乡居民待遇重复",
    reason_group="duplicate",
    relation_label="本人",
    left_fen=0,
    plans=SETTLED_PLANS,
    basis="《社会保险法》、湘人社规〔2022〕30号",
    acts=(
        progress.BENEFIT_STOPPED,
        progress.KIN_TOLD,
        progress.SERVED,
        progress.SIGNED,
        progress.REMINDED,
        progress.CLOSED,
    ),
    course=progress.a_course(
        SETTLED_PLANS,
        ((date(2022, 10, 30), 116_400), (date(2022, 12, 12), 232_700)),
        recovered_by=(("分期还款", 232_800), ("发放账户余额划回", 116_300)),
        recovered_on=date(2022, 12, 12),
        stopped_cards=(a_card(stop_notice_on=date(2022, 8, 12)),),
        offset_from="企业职工基本养老保险",
        papers=(progress.STOPPED,),
        filed=progress.FILED,
        explained=progress.EXPLAINED,
    ),
)
NUMBERS = {  # the rest has none yet
    "lump": "潭稽（待遇）字[2022]第 7 号",
    "settled": "潭社险结[2023]第 2 号",
}
SAMPLES = {
    "dead": DEAD,
    "lump": LUMP,
    "instalments": INSTALMENTS,
    "monthly": MONTHLY,
    "settled": SETTLED,
    "nothing-known": NOTHING_KNOWN,
}
