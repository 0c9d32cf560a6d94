"""练习数据: a clue workbook of invented people, and the main job played on it once."""

import io
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from app.folders import ASSETS
from app.models.month import Month
from app.models.terms import MethodCode, PlanKind, VerificationResult
from app.services import (
    cases,
    decisions,
    evidence,
    exchange,
    plans,
    printing,
    receipts,
    settings,
    summaries,
)
from app.services.office import Office, create_office
from app.services.plans import SELF, PlanEntry
from app.services.receipts import ReceiptEntry
from app.storage.files import write_safely

PASSPHRASE = "练习口令2026"  # noqa: S105 - protects invented people only
CLUES_FILE = "县级疑点表.xlsx"
CLUES = ASSETS / "practice" / "clues.toml"


@dataclass(frozen=True)
class Made:
    """A file the practice left behind, and what it is."""

    file: Path
    what: str


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
        agency="练习县社会保险（就业）服务中心",
        agency_clerk="刘经办",
        agency_phone="0700-1234567",
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
    """Clues in, verified, decided, planned, papers printed, money booked, ledger out."""
    clues = folder / CLUES_FILE
    write_clue_workbook(clues)
    yield Made(clues, "县级下发的疑点表（虚构人员）")
    exchange.store_clues(office, exchange.read_clues(office, clues))
    numbers = {row.name: row.number for row in summaries.case_rows(office)}
    yield from _monthly_offset(office, numbers["付建𬀩"], folder)
    yield from _heirs_instalments(office, numbers["王桂英"], folder)
    _evidence_of_hardship(office, numbers["李㛃"])
    _confirm(office, numbers["朱𠅤"], "监狱证明：2019年3月15日收监，2021年2月14日释放。")
    ledger = folder / "追缴台账.xlsx"
    exchange.export_ledger(office, ledger)
    yield Made(ledger, "交县级的追缴台账")


def _monthly_offset(office: Office, number: str, folder: Path) -> Iterator[Made]:
    """12,890.00 from a pension of 1,860.00: 372.00 a month, 35 months; the first one came in."""
    _confirm(office, number, "与系统发放记录核对一致，两处待遇重复。")
    cases.correct(
        office,
        number,
        reason="duplicate_employee",
        benefit_status="paying",
        benefit_fen=186_000,
        can_repay=True,
        registered_address="湖南省练习县清溪镇石桥村三组",
    )
    decisions.choose(
        office, number, MethodCode.AGREEMENT, reason="继续领取养老金，本人愿意按月抵扣"
    )
    first = Month.of(office.today()).plus(1)
    entry = PlanEntry(PlanKind.MONTHLY, monthly_fen=37_200, first_month=first, relation=SELF)
    plans.make_plan(office, number, entry)
    yield _issued(office, number, "refund-notice", folder, "按月抵扣，名字有生僻字")
    receipts.add_receipt(
        office, number, ReceiptEntry(37_200, "monthly_offset", office.today(), payer="付建𬀩")
    )


def _heirs_instalments(office: Office, number: str, folder: Path) -> Iterator[Made]:
    """A dead person's daughter repays 3,491.00 in twelve instalments."""
    _confirm(office, number, "村委会和派出所证明：当事人2019年11月23日死亡，家属未及时申报。")
    cases.correct(
        office,
        number,
        status="deceased",
        status_on=date(2019, 11, 23),
        benefit_status="stopped",
        benefit_fen=0,
        can_repay=True,
    )
    decisions.choose(office, number, MethodCode.ORDER, reason="先责令退还，女儿愿意分期还")
    entry = PlanEntry(
        PlanKind.INSTALMENTS,
        periods=12,
        first_month=Month.of(office.today()).plus(1),
        promisor_name="陈小英",
        promisor_phone="13900000099",
        relation="child",
    )
    plans.make_plan(office, number, entry)
    yield _issued(office, number, "refund-notice", folder, "当事人死亡，女儿承诺分期退还")
    yield _issued(office, number, "audit-opinion", folder, "经告知后仍不退还时出具")


def _evidence_of_hardship(office: Office, number: str) -> None:
    """A severely disabled person: after this 救助帮扶 is open."""
    _confirm(office, number, "与县级发放记录一致。")
    cases.correct(office, number, benefit_fen=0, can_repay=False)
    evidence.add_evidence(
        office,
        number,
        category="severe_disability",
        document="残疾人证",
        document_number="",
        issued_on=office.today() - timedelta(days=400),
        valid_until=office.today() + timedelta(days=20),
    )


def _confirm(office: Office, number: str, findings: str) -> None:
    confirmed = VerificationResult.CONFIRMED
    on = office.today()
    cases.verify(office, number, by="李核实", on=on, result=confirmed, findings=findings)


def _issued(office: Office, number: str, form: str, folder: Path, what: str) -> Made:
    issued = printing.issue(office, number, form)
    path = folder / f"{form}-{number}.pdf"
    printing.save_pdf(office, issued.id or 0, path)
    title = printing.form_title(form)
    return Made(path, f"《{title}》：{what}")
