"""Next steps are kept with each case: when the rules they follow changed, they are computed anew.

Asked for at every opening; as long as nothing changed it reads one row.
"""

import hashlib
import json
from collections.abc import Iterator

from sqlmodel import Session, col, select

from app.models import Case, OfficeProfile
from app.models.terms import CaseState, EventKind
from app.services import events
from app.services.acts import update
from app.services.case_file import files_of
from app.services.office import Office
from app.storage.database import reading, transaction

AT_ONCE = 500


def refresh(office: Office) -> int:
    """Bring the next steps of all open cases up to date; how many changed.

    One transaction; nobody's act, so neither revision nor the day last touched moves.
    """
    with reading(office.database) as session:
        if _is_current(office, session.get_one(OfficeProfile, 1)):
            return 0
    with transaction(office.database) as session:
        profile = session.get_one(OfficeProfile, 1)
        if _is_current(office, profile):
            return 0
        profile.rules_hash = rules_hash(office, profile)
        changed = sum(_brought_up(office, session, cases) for cases in _open_cases(session))
        if changed:
            summary = f"政策或放假安排有更新，重新推算下一步，{changed} 件有变动"
            events.record(session, office.clerk, EventKind.SETTINGS_CHANGED, summary)
    return changed


def rules_hash(office: Office, profile: OfficeProfile) -> str:
    """SHA-256 over all a next step follows from beside its case."""
    calendar = office.calendar
    days = [sorted(map(str, part)) for part in (calendar.off, calendar.work)]
    books = {code: policy.hash for code, policy in office.policies.items()}
    rules = [books, profile.policy, profile.term_days, calendar.sources, days]
    return hashlib.sha256(json.dumps(rules, sort_keys=True).encode()).hexdigest()


def _is_current(office: Office, profile: OfficeProfile) -> bool:
    return profile.rules_hash == rules_hash(office, profile)


def _open_cases(session: Session) -> Iterator[list[Case]]:
    """In the order of their ids, some hundred at a time."""
    last = 0
    while True:
        query = select(Case).where(col(Case.id) > last, col(Case.state) != CaseState.CLOSED)
        cases = list(session.exec(query.order_by(col(Case.id)).limit(AT_ONCE)))
        if not cases:
            return
        last = cases[-1].id or 0
        yield cases


def _brought_up(office: Office, session: Session, cases: list[Case]) -> int:
    before = [_kept(case) for case in cases]
    for file in files_of(session, cases):
        update(office, session, file)
    after = [_kept(case) for case in cases]
    session.flush()
    session.expunge_all()
    return sum(one != other for one, other in zip(before, after, strict=True))


def _kept(case: Case) -> tuple[object, ...]:
    return (
        *(case.state, case.next_step, case.next_due_on),
        *(case.paused_until, case.due_unpaid_on, case.unserved_on),
    )
