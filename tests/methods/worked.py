"""Plans, heirs and sums as the worked examples write them, and any plan a clerk may make."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from app.methods.heirs import Heir
from app.methods.schedules import instalments, lump, monthly
from app.methods.sources import Available
from app.models.month import Month
from app.models.terms import PlanKind
from app.money import MOST_FEN, fen_from_yuan
from app.rules.policy import Ground, PolicyValue

FIRST = Month("2022-10")
OWED = st.integers(1, MOST_FEN - 1)
DAYS = st.dates(date(2022, 8, 18), date(2060, 12, 31))


def figure(value):
    """A figure of the policy book."""
    return PolicyValue(Decimal(value), Ground("示例", "第三条"))


def signed_fen(yuan):
    return -fen_from_yuan(yuan[1:]) if yuan.startswith("-") else fen_from_yuan(yuan)


def plan(kind, entered):
    """The schedule of a worked example, or the refusal it raises."""
    owed = fen_from_yuan(entered["owed"])
    match kind:
        case "lump":
            return lump(owed, entered["pay_by"])
        case "instalments":
            first, in_yuan = Month(entered["first"]), entered["whole_yuan"]
            return instalments(owed, entered["periods"], first, whole_yuan=in_yuan)
        case "monthly":
            return monthly(owed, fen_from_yuan(entered["each"]), Month(entered["first"]))


def plans(example):
    return [plan(entered["kind"], entered) for entered in example["plans"]]


def heirs(entered):
    """Name, renounced, and the value received; left out it is unknown."""
    return tuple(
        Heir(name, renounced, fen_from_yuan(received[0]) if received else None)
        for name, renounced, *received in entered
    )


def available(entered):
    """What a worked example leaves out is 0, an estate left out is unknown; unseen: the heirs."""
    kinds = ("card", "account", "subsidy", "funeral", "voluntary")
    sums = {f"{kind}_fen": fen_from_yuan(entered.get(kind, "0")) for kind in kinds}
    estate = fen_from_yuan(entered["estate"]) if "estate" in entered else None
    named = None if entered.get("unseen") else heirs(entered.get("heirs", ()))
    return Available(entered.get("died", False), **sums, estate_fen=estate, heirs=named)


def check_sources(worked, expected):
    """A waterfall is the one of a worked example, line by line."""
    assert [
        (line.source, line.taken_fen, line.left_fen, line.finding.ground.article)
        for line in worked.lines
    ] == [
        (source, fen_from_yuan(taken), fen_from_yuan(left), article)
        for source, taken, left, article in expected["lines"]
    ]
    assert worked.left_fen == fen_from_yuan(expected["left"])
    assert worked.unrecoverable_fen == fen_from_yuan(expected["unrecoverable"])


def share_fen(yuan):
    return None if yuan == "待查" else fen_from_yuan(yuan)


def most_periods(owed, periods, unit):
    """How many of so many periods the money reaches for, each due rounded up to the unit."""
    each = -(-owed // (periods * unit)) * unit
    return -(-owed // each)


@st.composite
def schedules(draw, most=900):
    """What is owed and any plan for it; where the periods are too many, the most possible."""
    owed = draw(OWED | st.integers(1, 10**5))
    match draw(st.sampled_from(PlanKind)):
        case PlanKind.LUMP:
            return owed, lump(owed, draw(st.dates(date(2022, 8, 18), date(2027, 8, 17))))
        case PlanKind.MONTHLY:
            return owed, monthly(owed, draw(st.integers(-(-owed // most), owed + 99)), FIRST)
        case PlanKind.INSTALMENTS:
            unit = draw(st.sampled_from([1, 100]))
            periods = most_periods(owed, draw(st.integers(1, most)), unit)
            return owed, instalments(owed, periods, FIRST, whole_yuan=unit == 100)


side_by_side = st.lists(schedules(most=60), min_size=1, max_size=3)
heirs_of_any_kind = st.lists(
    st.builds(
        Heir,
        st.sampled_from(["王五", "王𬀩"]),
        st.booleans(),
        st.one_of(st.none(), st.just(0), st.integers(0, 10**7)),
    ),
    max_size=4,
).map(tuple)
