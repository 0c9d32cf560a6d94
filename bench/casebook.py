"""A case book of a whole county, made up and stored in bulk: every step of the procedure in it."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

from app.models import (
    Case,
    Evidence,
    Milestone,
    OverpaidPeriod,
    PayCard,
    Person,
    Receipt,
    Verification,
)
from app.models.month import Month
from app.models.terms import CaseState, VerificationResult
from app.services.bulk import Row, insert_rows
from app.services.office import Office, create_office
from app.storage.database import transaction
from bench.imports import PASSPHRASE, TODAY

STATES = {  # out of a hundred cases
    CaseState.CLUE: 20,
    CaseState.VERIFYING: 10,
    CaseState.DISMISSED: 3,
    CaseState.CONFIRMED: 12,
    CaseState.NOTICED: 15,
    CaseState.RECOVERING: 25,
    CaseState.RECOVERED: 5,
    CaseState.CLOSED: 10,
}
VERIFIED = set(STATES) - {CaseState.CLUE, CaseState.VERIFYING}
AT_ONCE = 10_000


def build(folder: Path, cases: int) -> Office:
    """An office with so many cases; always the same ones."""
    who = {"name": "清溪县", "clerk": "张三", "passphrase": PASSPHRASE}
    office = create_office(folder, **who, today=lambda: TODAY)
    random = Random(20260818)  # noqa: S311 - made-up people, not secrets
    for first in range(1, cases + 1, AT_ONCE):
        ids = range(first, min(first + AT_ONCE, cases + 1))
        _store(office, random, ids)
    return office


def confirmed_cases(folder: Path, cases: int) -> Office:
    """An office with so many confirmed cases that wait for their notice."""
    who = {"name": "清溪镇", "clerk": "张三", "passphrase": PASSPHRASE}
    office, random = create_office(folder, **who, today=lambda: TODAY), Random(2026)  # noqa: S311
    ids = range(1, cases + 1)
    state = {"state": CaseState.CONFIRMED, "paused_until": None}
    state |= {"next_step": "issue_notice", "next_due_on": TODAY}
    people = [{"name": f"王𬀩{id_}", "search_text": f"王𬀩{id_}"} for id_ in ids]
    with transaction(office.database) as session:
        insert_rows(session, Person, people)
        insert_rows(session, Case, [_case(office, random, id_) | state for id_ in ids])
        insert_rows(session, OverpaidPeriod, [_period(random, id_) for id_ in ids])
        insert_rows(session, Verification, [_verification(id_, CaseState.CONFIRMED) for id_ in ids])
    return office


def _store(office: Office, random: Random, ids: range) -> None:
    cases = [_case(office, random, id_) for id_ in ids]
    people = [{"name": f"王𬀩{id_}", "search_text": f"王𬀩{id_}"} for id_ in ids]
    rows = list(zip(ids, cases, strict=True))
    with transaction(office.database) as session:
        insert_rows(session, Person, people)
        insert_rows(session, Case, cases)
        insert_rows(session, OverpaidPeriod, [_period(random, id_) for id_, _ in rows])
        judged = [_verification(id_, row["state"]) for id_, row in rows if row["state"] in VERIFIED]
        insert_rows(session, Verification, judged)
        insert_rows(session, PayCard, [_card(random, id_) for id_, _ in rows])
        insert_rows(session, Evidence, [_paper(random, id_) for id_, _ in rows[::4]])
        insert_rows(session, Milestone, [_visit(random, id_) for id_, _ in rows[::3]])
        paid = (CaseState.RECOVERING, CaseState.RECOVERED, CaseState.CLOSED)
        came_in = [_receipt(random, id_) for id_, row in rows if row["state"] in paid]
        insert_rows(session, Receipt, came_in)


def _case(office: Office, random: Random, id_: int) -> Row:
    [state] = random.choices(list(STATES), list(STATES.values()))
    steps = [code for code, rule in office.policy.next_steps.items() if state in rule.states]
    is_open = state != CaseState.CLOSED
    touched = _before(random, 90)
    return {
        "number": f"2026-{id_:06d}",
        "person_id": id_,
        "revision": random.randint(1, 6),
        "insurance": "resident_pension",
        "benefit": "resident_pension",
        "reason": "death",
        "source": "data_match",
        "found_on": _before(random, 700),
        "village": f"第{id_ % 300}村",
        "township": f"第{id_ % 12}镇",
        "handler": "张三",
        "remarks": "县级下发的疑点，已走访。" * 3,
        "state": state,
        "state_since": touched,
        "touched_on": touched,
        "next_step": random.choice(steps) if is_open else "",
        "next_due_on": TODAY + timedelta(random.randint(-60, 200)) if is_open else None,
        "paused_until": TODAY + timedelta(random.randint(-90, 90)) if id_ % 20 == 0 else None,
        "revision_handed": random.randint(0, 1),
    }


def _period(random: Random, id_: int) -> Row:
    months = {"first_month": Month("2020-01"), "last_month": Month("2021-03")}
    return {"case_id": id_, **months, "amount_fen": random.randint(100_000, 9_000_000)}


def _verification(id_: int, state: CaseState) -> Row:
    dismissed = state == CaseState.DISMISSED
    result = VerificationResult.DISMISSED if dismissed else VerificationResult.CONFIRMED
    return {"case_id": id_, "verified_on": TODAY, "verified_by": "李四", "result": result}


def _card(random: Random, id_: int) -> Row:
    stopped = _before(random, 300) if id_ % 4 else None
    lifted = TODAY if id_ % 2 else None
    number = f"62{random.randint(10**16, 10**17 - 1)}"
    days = {"stop_notice_on": stopped, "lift_notice_on": lifted if stopped else None}
    return {"case_id": id_, "bank": "农村商业银行", "account_number": number, **days}


def _paper(random: Random, id_: int) -> Row:
    until = TODAY + timedelta(random.randint(-30, 700))
    paper = {"category": "subsistence", "department": "civil_affairs", "document": "低保证"}
    return {"case_id": id_, **paper, "issued_on": until - timedelta(900), "valid_until": until}


def _visit(random: Random, id_: int) -> Row:
    day = _before(random, 60)
    told = {"party": "村干部", "note": "家中无人", "entered_by": "张三"}
    until = day + timedelta(random.randint(10, 120))
    return {"case_id": id_, "kind": "visited", "happened_on": day, "until": until, **told}


def _receipt(random: Random, id_: int) -> Row:
    day = _before(random, 200)
    fen, deposited = random.randint(10_000, 90_000), day + timedelta(3) if id_ % 8 else None
    money = {"fen": fen, "channel": "lump", "funding": "person", "deposited_on": deposited}
    return {"case_id": id_, "received_on": day, **money}


def _before(random: Random, days: int) -> date:
    return TODAY - timedelta(random.randint(0, days))
