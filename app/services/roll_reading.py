"""A list of another office read and held against the open cases; nothing is stored here.

What the list does not say of itself (its category, its day) is read from its name, else asked.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from sqlmodel import Session, col, select

from app.errors import UserError
from app.exchange.gate import check_size
from app.exchange.lists import ID, ListContent, ListedRow, read_list
from app.exchange.worker import sheets_apart
from app.models import Case, Person
from app.models.month import Month
from app.models.terms import CaseState, CategoryGroup
from app.rules.identity import DISABILITY, read_id
from app.rules.policy import Policy
from app.rules.vocabulary import Category
from app.services.days import check_day
from app.services.office import Office
from app.storage.database import reading

TITLE = "无法比对名单"
DAY = re.compile(
    r"(20\d\d)\s*[年.\-/_]?\s*(1[0-2]|0?[1-9])"
    r"(?:\s*[月.\-/_]?\s*(3[01]|[12]\d|0?[1-9])(?!\d))?"
)
LEVEL = re.compile("[一二三四1-4]")
LEVELS = "一二三四"
SEVERE = "severe_disability"
DONE = (CaseState.CLOSED, CaseState.DISMISSED)


@dataclass(frozen=True)
class Hit:
    """A person of a case on the list. category: a code; name: ours, listed_name: the list's."""

    case_id: int
    number: str
    name: str
    village: str
    category: str
    sheet: str
    row: int
    listed_name: str
    certificate: str
    note: str


@dataclass(frozen=True)
class Absent:
    """A case said to be of the category of the list, whose person is not on it."""

    number: str
    name: str
    village: str


@dataclass(frozen=True)
class RollRead:
    """title, category, department, listed_on: what is known of the list.

    rows: how many people it names; unread: rows whose number cannot be read, as sheet and row.
    """

    file_name: str
    sha256: str
    title: str
    category: str
    department: str
    listed_on: date
    rows: int
    hits: tuple[Hit, ...]
    absent: tuple[Absent, ...]
    unread: tuple[tuple[str, int], ...]


def read_roll(
    office: Office,
    path: Path,
    *,
    category: str = "",
    listed_on: date | None = None,
    go_on: Callable[[], None] = lambda: None,
) -> RollRead:
    """Read a list of any shape and find the open cases whose person is on it.

    category: a code. Raises UserError naming category or listed_on when neither is given nor
    said by the list, or when the file cannot be read.
    """
    content = _content(path)
    opener = partial(sheets_apart, go_on=go_on)
    listed = read_list(content, path.name, office.policy, opener=opener)
    code, on = _what_and_when(office, path.stem, listed, category, listed_on)
    with reading(office.database) as session:
        cases = _open_cases(session)
    by_id = {str(row.values[ID]): row for row in listed.rows if row.values.get(ID)}
    return RollRead(
        file_name=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        title=path.stem[:100],
        category=code,
        department=office.policy.categories[code].departments[0],
        listed_on=on,
        rows=len(by_id),
        hits=tuple(_hits(office.policy, code, by_id, cases)),
        absent=tuple(
            Absent(case.number, person.name, case.village)
            for case, person in cases
            if case.category == code and person.id_number and person.id_number not in by_id
        ),
        unread=tuple((row.sheet, row.row) for row in listed.rows if not row.values.get(ID)),
    )


def _what_and_when(
    office: Office, name: str, listed: ListContent, category: str, listed_on: date | None
) -> tuple[str, date]:
    said = [name, *(mapping.sheet for mapping in listed.mappings)]
    code = category or _category_said(office.policy, said, listed)
    words = _hardship(office.policy)
    if code not in words:
        names = "、".join(word.label for word in words.values())
        raise UserError(TITLE, f"请选择这份名单是哪一类人员：{names}。", field="category")
    on = listed_on or _day_said(said, office.today())
    if on is None:
        advice = "名单上没有写明日期，请填写这份名单是哪一天的。"
        raise UserError(TITLE, advice, field="listed_on")
    check_day(office, on, "名单日期", field="listed_on")
    return code, on


def _content(path: Path) -> bytes:
    try:
        check_size(path.stat().st_size, path.name)
        return path.read_bytes()
    except OSError as error:
        advice = f"无法打开“{path.name}”，请检查文件是否存在、是否正被其他程序打开。"
        raise UserError(TITLE, advice) from error


def _open_cases(session: Session) -> list[tuple[Case, Person]]:
    query = select(Case, Person).join(Person, col(Person.id) == Case.person_id)
    return list(session.exec(query.where(col(Case.state).not_in(DONE)).order_by(col(Case.id))))


def _hardship(policy: Policy) -> dict[str, Category]:
    words = policy.categories.items()
    return {code: word for code, word in words if word.group == CategoryGroup.HARDSHIP}


def _hits(
    policy: Policy,
    category: str,
    by_id: Mapping[str, ListedRow],
    cases: Iterable[tuple[Case, Person]],
) -> Iterator[Hit]:
    for case, person in cases:
        row = by_id.get(person.id_number or "")
        if row is None:
            continue
        said = row.values.get("case.category")
        code = said if said in _hardship(policy) else category
        certificate, level = _disability(row)
        if code == SEVERE and level > 2:
            continue  # a list of all the disabled: only levels one and two are 重度
        yield Hit(
            case_id=case.id or 0,
            number=case.number,
            name=person.name,
            village=case.village,
            category=code,
            sheet=row.sheet,
            row=row.row,
            listed_name=str(row.values.get("person.name") or "")[:60],
            certificate=certificate,
            note=_note(row, person, needs_level=code == SEVERE and not level),
        )


def _note(row: ListedRow, person: Person, *, needs_level: bool) -> str:
    listed, notes = row.values.get("person.name"), []
    if listed and "".join(str(listed).split()) != "".join(person.name.split()):
        notes.append(f"号码相同，姓名不一致：名单上是“{listed}”。")
    if row.problems:
        notes.append("名单上的证件号码校验码不符，与本机登记的相同。")
    if needs_level:
        notes.append("名单没有写残疾等级，请核对是不是一、二级。")
    return "".join(notes)


def _disability(row: ListedRow) -> tuple[str, int]:
    """The certificate number beside a name, and the level it or a column says; "" and 0: none."""
    for text in row.texts.values():
        number = read_id(text)
        if number.kind == DISABILITY:
            return "".join(text.split()).upper(), number.disability_level
    told = (text for heading, text in row.texts.items() if "级" in heading)
    found = next((match[0] for text in told if (match := LEVEL.search(text))), "")
    return "", int(found) if found.isdigit() else LEVELS.find(found) + 1 if found else 0


def _category_said(policy: Policy, said: list[str], listed: ListContent) -> str:
    """The category a list names: by the longest word of it, by its department, by its numbers."""
    words = _hardship(policy)
    spelt = [(name, code) for code, w in words.items() for name in (w.label, w.short, *w.aliases)]
    for name, code in sorted(spelt, key=lambda pair: -len(pair[0] or "")):
        if name and any(name in text for text in said):
            return code
    for code, department in policy.departments.items():
        names = (department.label, department.short, *department.aliases)
        own = [c for c, word in words.items() if word.departments == (code,)]
        if len(own) == 1 and any(name and name in text for name in names for text in said):
            return own[0]
    rows = listed.rows[:20]
    told = {row.values.get("case.category") for row in rows} & set(words)
    if len(told) == 1:
        return str(told.pop())
    return SEVERE if rows and all(_disability(row)[0] for row in rows) else ""


def _day_said(said: list[str], today: date) -> date | None:
    """A day in the name of the file or a sheet; of a month alone its last day, at most today."""
    for text in said:
        if found := DAY.search(text):
            year, month, day = (int(part) if part else 0 for part in found.groups())
            try:
                return date(year, month, day) if day else _last_day(year, month, today)
            except ValueError:
                continue
    return None


def _last_day(year: int, month: int, today: date) -> date:
    following = Month(f"{year:04d}-{month:02d}").plus(1)
    last = date.fromordinal(date(following.year, following.number, 1).toordinal() - 1)
    first = date(year, month, 1)
    return min(last, today) if first <= today else last
