"""The 台账 as the county opens it: typed cells, no formulas, and read back without a change."""

from datetime import date

import openpyxl
import pytest
from sqlmodel import select

from app.errors import UserError
from app.exchange.columns import COLUMNS
from app.exchange.ledger import LedgerEntry
from app.exchange.meanings import Headings
from app.exchange.writing import LedgerHead, ledger_bytes
from app.models import (
    Case,
    Decision,
    Event,
    Evidence,
    IssuedDocument,
    Milestone,
    OverpaidPeriod,
    PayCard,
    Person,
    Plan,
    Receipt,
    Verification,
)
from app.models.terms import EventKind
from app.services.batches import store_clues
from app.services.exchange import read_clues
from app.services.exporting import export_ledger
from app.services.ledger import ledger_entries
from app.storage.database import reading, transaction
from tests.exchange.books import WORKBOOKS, WRONG_CHECK_DIGIT, ZHANG

NAUGHTY = ("=1+1", "@x", "-2", "<b>x</b>", "+86 138", "'quoted", "A&B公司", "http://a.b", "𬀩𠅤")
HEADER = 3


@pytest.fixture
def county(office):
    for name in ("county_clean.xlsx", "village_messy.xlsx"):
        store_clues(office, read_clues(office, WORKBOOKS / name))
    return office


@pytest.fixture
def ledger(tmp_path):
    """Writes the ledger of an office and opens it as Excel would."""

    def write(office):
        path = tmp_path / "台账.xlsx"
        export_ledger(office, path)
        return path, openpyxl.load_workbook(path).active

    return write


def column_of(sheet, title):
    (found,) = [cell.column for cell in sheet[HEADER] if cell.value == title]
    return found


def values(sheet, title, rows):
    column = column_of(sheet, title)
    return [sheet.cell(HEADER + place, column).value for place in range(1, rows + 1)]


def test_the_ledger_read_back_changes_nothing(county, tmp_path):
    path = tmp_path / "台账.xlsx"
    rows = export_ledger(county, path)
    clues = read_clues(county, path)
    assert rows == len(clues.same) == 100
    assert (clues.new, clues.changed, clues.conflict) == ((), (), ())
    assert (clues.refused, clues.warnings) == ((), ())
    assert store_clues(county, clues) is None


def test_a_case_far_along_fills_its_columns_and_still_reads_back_the_same(county, ledger):
    with transaction(county.database) as session:
        case = session.exec(select(Case)).first()
        case.assessed_fen, case.category = 2_000_000, "subsistence"
        parts = {"case_id": case.id}
        kinds = {
            "kind": "instalments",
            "amount_fen": 2_000_000,
            "owed_fen": 2_000_000,
            "paid_fen": 0,
            "each_fen": 100_000,
            "periods": 20,
        }
        promise = {"promisor_name": "覃小明", "relation": "child", "first_month": "2027-01"}
        session.add(Plan.new(**parts, **kinds, **promise, made_on=date(2026, 11, 21)))
        paid = {"channel": "instalments", "received_on": date(2026, 11, 22)}
        session.add(Receipt.new(**parts, **paid, fen=100_000, deposited_on=date(2026, 11, 25)))
        session.add(OverpaidPeriod.new(**parts, first_month="2021-06", last_month="2021-07",
                                       amount_fen=5))  # fmt: skip
        session.add(PayCard.new(**parts, bank="邮储银行", account_number="0012"))
        verified = {"verified_on": date(2026, 11, 1), "verified_by": "张三"}
        session.add(Verification.new(**parts, **verified, result="confirmed"))
        decided = {"decided_on": date(2026, 11, 2), "reason": "愿意退还", "made_by": "张三"}
        decided |= {"facts": {}, "policy": "hunan", "policy_hash": "x"}
        session.add(Decision.new(**parts, **decided, method="order"))
        paper = {"form": "refund-notice", "issued_on": date(2026, 11, 3), "content": {}}
        paper |= {"amount_fen": 2_000_000}
        session.add(IssuedDocument.new(**parts, **paper, number="清告〔2026〕1号", policy_hash="x"))
    path, sheet = ledger(county)
    told = {title.value: sheet.cell(HEADER + 1, title.column).value for title in sheet[HEADER]}
    assert {key: told[key] for key in ("核定金额（元）", "已退金额（元）", "未退余额（元）")} == {
        "核定金额（元）": 20000,
        "已退金额（元）": 1000,
        "未退余额（元）": 19000,
    }
    assert (told["承诺人"], told["与当事人关系"], told["退还方式"]) == (
        "覃小明",
        "子女",
        "分期抵扣",
    )
    assert (told["核实结论"], told["追缴方式"]) == ("确认多领", "责令退还")
    assert (told["告知书编号"], told["人员类别"]) == ("清告〔2026〕1号", "低保对象")
    assert told["最近到账日期"].date() == date(2026, 11, 22)
    assert told["存入财政专户日期"].date() == date(2026, 11, 25)
    clues = read_clues(county, path)
    assert (len(clues.same), clues.changed, clues.refused) == (100, (), ())


def test_what_came_in_stands_in_the_column_of_its_way(county, ledger, policy):
    with transaction(county.database) as session:
        case = session.exec(select(Case)).first()
        for fen, channel in enumerate(policy.channels, start=1):
            paid = {"case_id": case.id, "channel": channel, "received_on": date(2026, 11, 22)}
            session.add(Receipt.new(**paid, fen=fen * 100))
    _path, sheet = ledger(county)
    titles = [c.title for c in COLUMNS if c.field.startswith("returned.")]
    parts = {title: values(sheet, title, 1)[0] or 0 for title in titles}
    assert parts["其中：救助资金（元）"] == 1 + list(policy.channels).index("government_aid")
    assert sum(parts.values()) == values(sheet, "已退金额（元）", 1)[0]
    assert all(parts.values())


def test_what_was_done_stands_in_the_ledger(county, ledger):
    with transaction(county.database) as session:
        case = session.exec(select(Case)).first()
        case.category, case.state = "subsistence", "closed"
        case.next_step, case.next_due_on = "", None
        session.add(
            Evidence.new(
                case_id=case.id,
                category="subsistence",
                department="civil_affairs",
                document="低保证",
                document_number="湘低0001",
                issued_on=date(2026, 1, 5),
            )
        )
        for kind, day, more in (
            ("benefit_stopped", 1, {}),
            ("transferred_police", 2, {}),
            ("transferred_discipline", 3, {}),
            ("closed", 4, {"outcome": "paid_at_once"}),
        ):
            on = {"happened_on": date(2026, 11, day), "entered_by": "张三"}
            session.add(Milestone.new(case_id=case.id, kind=kind, **on, **more))
        session.flush()
        slip = session.exec(select(Milestone).where(Milestone.kind == "transferred_discipline"))
        taken = {"happened_on": date(2026, 11, 3), "takes_back_id": slip.one().id}
        kind = "transferred_discipline"
        session.add(Milestone.new(case_id=case.id, kind=kind, entered_by="张三", **taken))
    _path, sheet = ledger(county)
    told = {title.value: sheet.cell(HEADER + 1, title.column).value for title in sheet[HEADER]}
    assert (told["群体"], told["类别编码"]) == ("困难群体", "K2")
    assert (told["证明材料名称"], told["证明材料编号"]) == ("低保证", "湘低0001")
    assert (told["停发年月"], told["移送情况"]) == ("2026-11", "移送公安机关 2026-11-02")
    assert (told["结案方式"], told["结案日期"].date()) == ("一次性全额退还", date(2026, 11, 4))


def test_every_heading_of_the_ledger_means_its_own_column(policy):
    headings = Headings.of(policy)
    assert [headings.meaning((column.title,)).column for column in COLUMNS] == list(COLUMNS)


def test_a_plan_for_another_amount_is_not_shown(office, clue_file, ledger):
    store_clues(office, read_clues(office, clue_file(ZHANG)))
    terms = {"kind": "lump", "owed_fen": 113_000, "paid_fen": 0, "each_fen": 113_000, "periods": 1}
    days = {"pay_by": date(2026, 12, 1), "made_on": date(2026, 11, 21)}
    with transaction(office.database) as session:
        session.add(Plan.new(case_id=1, amount_fen=113_000, **terms, **days))
    assert values(ledger(office)[1], "退还方式", 1) == ["一次性退回"]
    with transaction(office.database) as session:
        session.exec(select(Case)).one().assessed_fen = 120_000
    assert values(ledger(office)[1], "退还方式", 1) == [None]


def test_rows_that_lack_what_a_new_case_needs_are_known_by_their_mark(office, clue_file, ledger):
    accept = frozenset({"id_checksum"})
    store_clues(office, read_clues(office, clue_file(ZHANG, WRONG_CHECK_DIGIT), accept))
    with transaction(office.database) as session:
        session.exec(select(Person)).first().id_number = None
        session.exec(select(Case)).first().claimed_fen = None
        session.exec(select(OverpaidPeriod)).first().monthly_fen = None
    path, _sheet = ledger(office)
    clues = read_clues(office, path)
    assert (len(clues.same), clues.changed, clues.refused) == (2, (), ())


def test_a_key_edited_in_the_ledger_is_refused(office, clue_file, tmp_path):
    store_clues(office, read_clues(office, clue_file(ZHANG)))
    path = tmp_path / "台账.xlsx"
    export_ledger(office, path)
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.active
    sheet.cell(HEADER + 1, column_of(sheet, "公民身份号码")).value = "440524188001010014"
    workbook.save(path)
    clues = read_clues(office, path)
    at = openpyxl.utils.get_column_letter(column_of(sheet, "公民身份号码"))
    assert [(p.kind, p.column) for p in clues.refused] == [("key_changed", at)]
    assert "交出时为“430321195003081012”" in clues.refused[0].advice


def test_every_cell_is_typed(county, ledger):
    _path, sheet = ledger(county)
    first = HEADER + 1
    assert sheet.cell(first, column_of(sheet, "公民身份号码")).number_format == "@"
    assert sheet.cell(first, column_of(sheet, "公民身份号码")).data_type == "s"
    assert sheet.cell(first, column_of(sheet, "告知书编号")).number_format == "@"
    amount = sheet.cell(first, column_of(sheet, "来文金额（元）"))
    assert (amount.data_type, amount.number_format, amount.value) == ("n", "#,##0.00", 21154.63)
    born = sheet.cell(first, column_of(sheet, "出生日期"))
    assert (born.is_date, born.value.date()) == (True, date(1953, 10, 23))
    assert sheet.cell(first, column_of(sheet, "性别")).value == "女"


def test_the_sheet_is_ready_to_print_and_filter(county, ledger):
    _path, sheet = ledger(county)
    last = openpyxl.utils.get_column_letter(len(COLUMNS) + 1)
    assert sheet.freeze_panes == "H4"
    assert sheet.auto_filter.ref == f"A3:{last}103"
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$3:$3", "$A:$G")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert "第 &P 页" in sheet.oddFooter.center.text.replace("&[Page]", "&P")
    assert sheet.print_area == f"'追缴台账'!$A$1:${last}$105"
    hidden = {column.title for column in COLUMNS if column.hidden}
    assert hidden == {"记录标识", "记录版本", "记录校验"}
    for title in hidden:
        letter = openpyxl.utils.get_column_letter(column_of(sheet, title))
        group = [d for d in sheet.column_dimensions.values() if d.hidden]
        at = openpyxl.utils.column_index_from_string(letter)
        assert any(d.min <= at <= d.max for d in group)


def test_totals_and_signatures_stand_at_the_foot(county, ledger):
    _path, sheet = ledger(county)
    foot = HEADER + 101
    assert sheet.cell(foot, 1).value == "合计"
    amounts = values(sheet, "来文金额（元）", 100)
    total = sheet.cell(foot, column_of(sheet, "来文金额（元）")).value
    assert round(sum(amounts), 2) == total == 3299891.58
    assert "填表人" in sheet.cell(foot + 1, 1).value


def test_nothing_people_typed_becomes_a_formula(office, clue_file, ledger):
    from app.rules.identity import check_digit

    rows = []
    for place, text in enumerate(NAUGHTY):
        first = f"43032119500308{place:03d}"
        who = {"姓名": text, "身份证号": first + check_digit(first), "备注": text, "村": text}
        rows.append(ZHANG | who)
    store_clues(office, read_clues(office, clue_file(*rows)))
    path, sheet = ledger(office)
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert values(sheet, "备注", len(NAUGHTY)) == list(NAUGHTY)
    assert len(read_clues(office, path).same) == len(NAUGHTY)


def test_the_same_entries_give_the_same_bytes(county):
    with reading(county.database) as session:
        entries = ledger_entries(session)
    head = LedgerHead("台账", "清溪镇", date(2026, 11, 21))
    first, second = (ledger_bytes(head, entries, county.policy_of) for _ in range(2))
    assert first == second


def test_an_empty_case_book_gives_an_empty_ledger(office, ledger, tmp_path):
    _path, sheet = ledger(office)
    assert sheet.cell(HEADER + 1, 1).value == "合计"
    assert read_clues(office, tmp_path / "台账.xlsx").same == ()


def test_an_export_is_in_the_log(county, tmp_path):
    export_ledger(county, tmp_path / "台账.xlsx")
    with reading(county.database) as session:
        event = session.exec(select(Event).order_by(Event.id.desc())).first()
    assert (event.kind, event.details["rows"]) == (EventKind.EXPORTED, 100)


def test_a_ledger_that_cannot_be_written_leaves_no_trace(county, tmp_path):
    (tmp_path / "文件").write_text("x")
    with pytest.raises(UserError):
        export_ledger(county, tmp_path / "文件" / "台账.xlsx")
    with reading(county.database) as session:
        kinds = session.exec(select(Event.kind)).all()
    assert EventKind.EXPORTED not in kinds


def test_every_word_of_the_policy_is_read_back_as_itself(policy):
    words = ("insurances", "reasons", "sources", "benefit_statuses", "categories")
    columns = {"insurances": "case.insurance", "reasons": "case.reason", "sources": "case.source"}
    columns |= {"benefit_statuses": "case.benefit_status", "categories": "case.category"}
    by_field = {column.field: column for column in COLUMNS}
    for table in words:
        column = by_field[columns[table]]
        read = column.reader(policy, 100)
        for code in getattr(policy, table):
            assert read(column.kind.shown(policy, code)) == code
    assert LedgerEntry(Case(), Person()).part("plan.kind") is None
