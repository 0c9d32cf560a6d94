"""练习数据: a clue workbook of invented people, and the main job played on it once."""

import io
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path

from app.folders import ASSETS
from app.services import batches, exchange, exporting, settings, summaries
from app.services.office import Office, create_office
from app.services.practice_jiangxi import jiangxi_office, play_jiangxi
from app.services.practice_papers import Made, print_all, print_lists, print_pack
from app.services.practice_past import AGENCY, BUREAU, play_past
from app.services.practice_stories import play
from app.storage.files import write_safely

PASSPHRASE = "练习口令2026"  # noqa: S105 - protects invented people only
CLUES_FILE = "县级疑点表.xlsx"
PAPERS = "papers"  # the folder of what is printed
CLUES = ASSETS / "practice" / "clues.toml"


def create_practice_office(folder: Path, today: Callable[[], date]) -> Office:
    """An office with its agency and fund accounts filled in, but no cases."""
    office = create_office(
        folder,
        name="清溪镇人民政府（练习）",
        clerk="练习员",
        passphrase=PASSPHRASE,
        today=today,
    )
    settings.change_profile(
        office,
        phone="0700-1234500",
        address="练习县清溪镇人民路1号",
        agency=AGENCY,
        agency_clerk="刘经办",
        agency_phone="0700-1234567",
        agency_address="练习县城关镇建设路18号",
        opinion_prefix="练社险",
        bureau=BUREAU,
        bureau_clerk="何股长",
        bureau_phone="0700-1234568",
        bureau_address="练习县城关镇建设路20号",
        court="练习县人民法院",
    )
    for code, insurance in office.policy.insurances.items():
        settings.set_fund_account(
            office,
            insurance=code,
            bank="练习县农村商业银行营业部",
            account_number=f"8000 0000 0000 {list(office.policy.insurances).index(code):04d}",
            account_name=f"练习县社会保险基金（{insurance.brief}）",
        )
    return office


def write_clue_workbook(path: Path) -> None:
    """The county's clue workbook, as a county would send it."""
    import xlsxwriter

    content = tomllib.loads(CLUES.read_text(encoding="utf-8"))
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
        sheet = book.add_worksheet(content["sheet"])
        sheet.write_string(0, 0, content["title"])
        for row, cells in enumerate([content["headings"], *content["rows"]], start=1):
            for column, text in enumerate(cells):
                sheet.write_string(row, column, text)
    write_safely(path, memory.getvalue())


def play_main_job(office: Office, folder: Path) -> Iterator[Made]:
    """Clues in, verified, decided, planned, money booked, every form printed, ledger out."""
    clues, papers = folder / CLUES_FILE, folder / PAPERS
    write_clue_workbook(clues)
    yield Made(clues, "县级下发的疑点表（虚构人员）")
    batches.store_clues(office, exchange.read_clues(office, clues))
    numbers = {row.name: row.number for row in summaries.case_rows(office)}
    papers.mkdir(parents=True, exist_ok=True)
    yield from print_all(chain(play(office, numbers), play_past(office)), papers)
    with jiangxi_office(create_practice_office, office.today) as jiangxi:
        yield from print_all(play_jiangxi(jiangxi), papers)
    yield from print_pack(office, papers)
    yield from print_lists(office, papers)
    ledger = folder / "追缴台账.xlsx"
    exporting.export_ledger(office, ledger)
    yield Made(ledger, "交县级的追缴台账")
