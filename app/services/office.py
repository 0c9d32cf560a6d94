"""What every act needs, handed down from the start; there are no globals."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, select

from app.errors import UserError
from app.folders import KEY_FILE, POLICIES, WORKDAYS
from app.models import Case, OfficeProfile
from app.models.terms import EventKind
from app.rules.calendar import WorkCalendar, load_calendar
from app.rules.policy import Policy, load_policies
from app.services import events
from app.storage import keys
from app.storage.database import open_database, reading, transaction
from app.storage.files import write_safely
from app.storage.migrations import migrate

DATABASE_FILE = "guicang.db"


@dataclass(frozen=True)
class Office:
    """An opened case book and the clerk who works in it. today is the only clock for days.

    policy: the book this office follows now; policies: all of them, by code.
    """

    folder: Path
    database: Engine
    data_key: bytes
    policy: Policy
    policies: dict[str, Policy]
    calendar: WorkCalendar
    clerk: str
    today: Callable[[], date]

    @property
    def attachments(self) -> Path:
        return self.folder / "attachments"

    def policy_of(self, case: Case) -> Policy:
        """The book a case was decided under; until then the one the office follows."""
        return self.book(case.policy)

    def book(self, code: str) -> Policy:
        """The book of a code; "": the one the office follows."""
        return self.policies[code] if code else self.policy

    def close(self) -> None:
        self.database.dispose()


def office_exists(folder: Path) -> bool:
    return (folder / KEY_FILE).exists()


def clerks(folder: Path) -> list[str]:
    """Who may log in, for the login window."""
    return keys.clerks(folder / KEY_FILE)


def create_office(
    folder: Path, *, name: str, clerk: str, passphrase: str, today: Callable[[], date]
) -> Office:
    """A new, encrypted case book in an empty or new folder.

    Raises UserError when one is there already, or a name or the passphrase is refused.
    """
    if office_exists(folder) or (folder / DATABASE_FILE).exists():
        raise UserError("无法新建个案簿", f"“{folder}”中已有个案簿，请直接登录或另选文件夹。")
    if not clerk.strip():
        raise UserError("无法新建个案簿", "请填写经办人姓名。", field="clerk")
    profile = OfficeProfile.new(name=name)
    locked = keys.new_keys(clerk.strip(), passphrase)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        database = _database(folder, locked.data_key)
        with transaction(database) as session:
            session.add(profile)
            summary = f"建立“{profile.name}”个案簿"
            events.record(session, clerk.strip(), EventKind.OFFICE_CREATED, summary)
        office = _opened(folder, database, locked.data_key, clerk.strip(), today)
        write_safely(folder / KEY_FILE, locked.file_content)  # last: with it the office exists
    except BaseException:
        for path in folder.glob(f"{DATABASE_FILE}*"):
            path.unlink()
        raise
    return office


def open_office(
    folder: Path, *, passphrase: str, today: Callable[[], date], clerk: str | None = None
) -> Office:
    """Unlock the case book of a folder.

    Raises UserError when there is none, or the passphrase is wrong.
    """
    if not office_exists(folder):
        raise UserError("这里没有个案簿", f"请先在“{folder}”新建个案簿（init），或另选文件夹。")
    if not (folder / DATABASE_FILE).exists():
        advice = f"缺少“{DATABASE_FILE}”，请用最近的备份恢复，不要新建。"
        raise UserError("找不到个案簿文件", advice)
    who, data_key = keys.unlock(folder / KEY_FILE, passphrase, clerk)
    return _opened(folder, _database(folder, data_key), data_key, who, today)


def _database(folder: Path, data_key: bytes) -> Engine:
    database = open_database(folder / DATABASE_FILE, data_key)
    try:
        migrate(database)
    except BaseException:
        database.dispose()  # Windows keeps an open file locked
        raise
    return database


def _opened(
    folder: Path, database: Engine, data_key: bytes, clerk: str, today: Callable[[], date]
) -> Office:
    policies, calendar = load_policies(POLICIES), load_calendar(WORKDAYS)
    with reading(database) as session:
        try:
            followed = _followed(session, policies)
        except UserError:
            database.dispose()
            raise
    try:
        _check_clock(followed, today())
    except UserError:
        database.dispose()
        raise
    office = Office(folder, database, data_key, followed, policies, calendar, clerk, today)
    from app.services.refresh import refresh  # it works on an Office

    refresh(office)
    return office


def _check_clock(policy: Policy, today: date) -> None:
    """Refuses a day before the book begins: the computer's clock lost its date."""
    first = min(entry.since for entry in policy.values["monthly_floor"].entries)
    if today < first:
        advice = f"电脑日期是 {today}，早于现行政策开始执行的 {first}，请校准电脑日期后再登录。"
        raise UserError("电脑日期有误", advice)


def _followed(session: Session, policies: dict[str, Policy]) -> Policy:
    """The book the office follows. Raises UserError when it, or that of a case, is gone."""
    code = session.get_one(OfficeProfile, 1).policy
    used = {code, *session.exec(select(Case.policy).distinct())} - {""}
    if gone := sorted(used - set(policies)):
        advice = f"缺少政策“{'”、“'.join(gone)}”，请用含有它的版本打开，或者重新安装。"
        raise UserError("无法打开个案簿", advice)
    return policies[code]
