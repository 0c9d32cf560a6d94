"""What the full samples know besides: acts, people liable, evidence, papers on file."""

from datetime import date

from app.forms.facts import Exhibit, Liable
from app.models import Ability, LiablePerson, Milestone
from app.models.terms import LiableRole
from app.rules.materials import Material, MaterialState
from app.rules.policy import Ground

GROUND = Ground("湘人社规〔2022〕30号", "一(一)")


def an_act(kind, on, **more):
    return Milestone.new(case_id=1, kind=kind, happened_on=on, entered_by="王走访", **more)


def an_heir(name="李小明", *, most_fen=500_000, **more):
    entered = {
        "role": LiableRole.HEIR,
        "relation": "son",
        "id_number": "430321196001011014",
        "phone": "13900000099",
        "address": "湖南省湘潭市湘潭县石桥镇双江村第三村民小组18号",
        "limit_fen": most_fen,
    }
    person = LiablePerson.new(case_id=1, name=name, **entered | more)
    return Liable(person, "儿子", most_fen)


def a_material(paper, state=MaterialState.MISSING, *, group=1, category="脱贫不稳定户", **more):
    is_there = state in (MaterialState.HAVE, MaterialState.EXPIRING)
    entered = {
        "category": "unstable_household",
        "proves": "家庭为防止返贫监测对象，以及属于哪一类。",
        "department": "农业农村",
        "until": None,
        "is_needed": not is_there,
        "findings": (),
        "ground": GROUND,
    }
    return Material(
        category_label=category, group=group, paper=paper, state=state, **entered | more
    )


ABILITY = Ability.new(
    case_id=1,
    judged_on=date(2022, 8, 26),
    judged_by="李核实",
    second_by="王走访",
    household=3,
    dependants=2,
    income_fen=90_000,
    debts_fen=1_200_000,
    can_repay=False,
    note="本人患病需长期服药，儿子务农，家中两人就学。",
)
VISIT = an_act(
    "visited",
    date(2022, 8, 20),
    party="村干部刘满贵",
    note="本人在家，称家中困难，愿意想办法退还；发放卡由其子保管。",
)
APPLIED = an_act("assistance_applied", date(2022, 8, 25), outcome="kin", party="张小四")
TOWNSHIP_APPLIED = an_act(
    "assistance_applied", date(2022, 8, 25), outcome="township", party="石桥镇人民政府"
)
REFUSED = an_act("refused", date(2022, 8, 30), party="张三", note="当事人当面表示不退。")
DECIDED = an_act(
    "decision_served",
    date(2022, 2, 10),
    until=date(2022, 8, 10),
    manner="direct",
    party="张三",
    reference="潭人社处〔2022〕3号行政处理决定书",
)
DEMANDED = an_act(
    "demand_served",
    date(2022, 8, 15),
    until=date(2022, 8, 29),
    party="张三",
    reference="潭人社催〔2022〕1号",
)
HEARD = an_act("heard", date(2022, 8, 18), outcome="stated", note="收入低，请求分期。")
TRANSFERRED = an_act(
    "transferred_inspection",
    date(2022, 8, 31),
    party="湘潭县劳动保障监察大队",
    reference="潭社险移〔2022〕1号",
)
OPINION_SERVED = an_act("opinion_served", date(2022, 7, 1), until=date(2022, 7, 16), party="张三")
EXHIBITS = (
    Exhibit("村民委员会证明"),
    Exhibit("监测对象认定表", "湘农监字43032100987", "农业农村", date(2022, 5, 6)),
    Exhibit("多领社会保险待遇追缴告知书", "潭社险追字[2022]第 7 号", "湘潭县社会保险服务中心"),
    Exhibit("社会保险稽核意见书", "潭稽（待遇）字[2022]第 7 号", "湘潭县社会保险服务中心"),
)
MATERIALS = (
    a_material("监测对象认定表", MaterialState.EXPIRED, until=date(2022, 6, 30)),
    a_material("系统查询截图（盖章）", proves="查询当日系统登记的身份类别。"),
    a_material(
        "无偿还能力证明",
        group=2,
        category="在押服刑且无偿还能力人员",
        proves="本人和家庭没有收入、财产可以偿还。",
        department="村（社区）",
    ),
    a_material("残疾人证", MaterialState.HAVE, category="重度残疾人", department="残联"),
)
