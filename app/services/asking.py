"""Sheets that others fill in and send back: 村级采集表, 县级答复表; and the 月报 as a workbook."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from sqlmodel import col, select

from app.errors import UserError
from app.exchange.asking import ANSWERS, SPARE_ROWS, VILLAGE, asking_table, lists_of
from app.exchange.ledger import LedgerEntry
from app.exchange.monthly_sheet import monthly_tables
from app.exchange.sheets import Table
from app.exchange.writing import LedgerHead, workbook_bytes
from app.models import Case
from app.models.month import Month
from app.models.terms import CaseState, HandOverKind
from app.services.bulk import collector_paused
from app.services.exporting import ALL, Wanted, check_target, head_of, made_of, save, wanted_entries
from app.services.hand_overs import hand_over
from app.services.monthly import monthly_report
from app.services.office import Office
from app.services.village_order import village_order
from app.storage.database import reading, transaction
from app.storage.files import file_name

NO_VILLAGE = "未填村（社区）"
SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))
LONGEST_SHEET_NAME = 31
OPEN = frozenset(CaseState) - {CaseState.CLOSED, CaseState.DISMISSED}
TOLD = OPEN - {CaseState.CLUE, CaseState.VERIFYING}  # what a county decides about
VILLAGE_ABOUT = "填报单位：{office}　　填报日期：{day}　　只填黄色栏目；新发现的人员填在下面的空行"
VILLAGE_SIGNERS = (
    "走访人：　　　　　　　　村（社区）负责人：　　　　　　　　填表日期：　　　　　　　　（盖章）"
)
ANSWERS_ABOUT = (
    "报送单位：{office}　　报送日期：{day}　　请县级经办机构填写黄色栏目后发回　　单位：元"
)
ANSWERS_SIGNERS = (
    "县级经办人：　　　　　　　　复核人：　　　　　　　　答复日期：　　　　　　　　（盖章）"
)


def export_village(office: Office, path: Path, wanted: Wanted = ALL, *, village: str = "") -> int:
    """Write the 村级采集表, a sheet per village; how many cases it has.

    village: only this one, which may have no case yet: whom it found is added there.
    Raises UserError when there is no village to ask, or the file cannot be written.
    """
    check_target(path, wanted)
    village = village.strip()
    with collector_paused(), transaction(office.database) as session:
        entries = _open(wanted_entries(office, session, wanted), OPEN)
        entries = [e for e in entries if village in ("", e.case.village)]
        if not entries and not village:
            raise UserError(
                "没有可以采集的个案", "没有未结的个案；要给一个村发空表的，请填写村名。"
            )
        head = head_of(office, session, "多领社会保险待遇村级采集表")
        handed = hand_over(office, session, HandOverKind.VILLAGE, entries, scope=village)
        tables = list(_village_tables(office, head, handed.entries, village))
        lists = lists_of(office.policy)
        content = workbook_bytes(head, tables, handed.mark, lists)
        save(office, session, path, made_of(content, tables), wanted)
    return len(entries)


def export_villages(office: Office, folder: Path, wanted: Wanted = ALL) -> dict[str, int]:
    """Write the 村级采集表 of every village as a file of its own: no village sees another's people.

    The cases by the name of the file. Raises UserError when there is no village to ask.
    """
    found = villages(office)
    if not found:
        raise UserError("没有可以采集的个案", "没有写明村（社区）的未结个案，请先补填村（社区）。")
    day = f"{office.today():%Y%m%d}"
    files = {village: f"{file_name(f'{village}采集表{day}')}.xlsx" for village in found}
    return {
        name: export_village(office, folder / name, wanted, village=village)
        for village, name in files.items()
    }


def export_answers(office: Office, path: Path, wanted: Wanted = ALL) -> int:
    """Write the 县级答复表 of the cases that are confirmed and not closed; how many they are.

    Raises UserError when there are none, or the file cannot be written.
    """
    check_target(path, wanted)
    with collector_paused(), transaction(office.database) as session:
        entries = _open(wanted_entries(office, session, wanted), TOLD)
        if not entries:
            raise UserError("没有需要答复的个案", "还没有确认多领、未结的个案，先登记核实结论。")
        head = head_of(office, session, "多领社会保险待遇县级答复表")
        handed = hand_over(office, session, HandOverKind.ANSWERS, entries)
        about = ANSWERS_ABOUT.format(office=head.office, day=head.made_on)
        look = {"name": "县级答复", "about": about, "signatures": ANSWERS_SIGNERS}
        table = asking_table(head, handed.entries, office.policy_of, ANSWERS, **look)
        content = workbook_bytes(head, [table], handed.mark)
        save(office, session, path, made_of(content, [table]), wanted)
    return len(entries)


def export_monthly(office: Office, path: Path, month: Month, wanted: Wanted = ALL) -> int:
    """Write the 月报 of a month; how many lines its roll-forward has."""
    check_target(path, wanted)
    report = monthly_report(office, month)
    title = f"{month.year}年{month.number}月多领社会保险待遇追缴情况月报"
    with transaction(office.database) as session:
        head = head_of(office, session, title)
        tables = monthly_tables(head, report)
        made = made_of(workbook_bytes(head, tables), tables)
        save(office, session, path, made, wanted)
    return len(tables[0].rows)


def villages(office: Office) -> list[str]:
    """All that have an open case, in the order of lists."""
    query = select(Case.village).where(col(Case.state).in_(OPEN)).distinct()
    with reading(office.database) as session:
        found = [village for village in session.exec(query) if village]
    return sorted(found, key=lambda village: village_order(village, ""))


def _open(entries: Iterable[LedgerEntry], states: Iterable[CaseState]) -> list[LedgerEntry]:
    """Those in these states, by village and name."""
    found = [entry for entry in entries if entry.case.state in states]
    return sorted(found, key=lambda e: (*village_order(e.case.village, e.person.name), e.case.id))


def _village_tables(
    office: Office, head: LedgerHead, entries: list[LedgerEntry], village: str
) -> Iterable[Table]:
    groups = {name: list(some) for name, some in groupby(entries, key=lambda e: e.case.village)}
    names: set[str] = set()
    for name, some in (groups or {village: []}).items():
        whole = name or NO_VILLAGE
        own = replace(head, title=f"{whole}{head.title}")
        look = {
            "name": _sheet_name(whole, names),
            "about": VILLAGE_ABOUT.format(office=head.office, day=head.made_on),
            "signatures": VILLAGE_SIGNERS,
            "spare": SPARE_ROWS,
        }
        yield asking_table(own, some, office.policy_of, VILLAGE, **look)


def _sheet_name(text: str, taken: set[str]) -> str:
    """As Excel takes it, and no two alike."""
    name = text.translate(SHEET_NAME)[: LONGEST_SHEET_NAME - 3]
    unique, number = name, 1
    while unique.lower() in taken:
        number += 1
        unique = f"{name}{number}"
    taken.add(unique.lower())
    return unique
