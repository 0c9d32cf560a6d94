"""Sheets others fill in: what is asked is open, all else locked; they come back as they went."""

import openpyxl
import pytest
from sqlmodel import select

from app.errors import UserError
from app.exchange.asking import ANSWERS, LISTS, VILLAGE
from app.exchange.columns import BY_FIELD
from app.exchange.reading import read_sheets
from app.exchange.sealing import SHEET
from app.models import Case, OverpaidPeriod, Person
from app.models.month import Month
from app.models.terms import VerificationResult
from app.services.asking import (
    export_answers,
    export_monthly,
    export_village,
    export_villages,
    villages,
)
from app.services.batches import store_clues
from app.services.cases import verify
from app.services.exchange import read_clues
from app.services.monthly import monthly_report
from app.storage.database import reading, transaction
from tests.exchange.books import LI, ZHANG

HEADER, FIRST = 3, 4


@pytest.fixture
def two(office, clue_file):
    store_clues(office, read_clues(office, clue_file(ZHANG, LI | {"村": "枫林村"})))
    return office


def opened(path):
    return openpyxl.load_workbook(path)


def place(sheet, field):
    title = BY_FIELD[field].title
    return next(cell.column for cell in sheet[HEADER] if cell.value == title)


def test_a_village_gets_its_own_sheet_and_only_what_it_may_fill_is_open(two, tmp_path):
    path = tmp_path / "采集.xlsx"
    assert export_village(two, path) == 2
    book = opened(path)
    assert book.sheetnames == ["枫林村", "石桥村", LISTS, SHEET]
    assert [book[name].sheet_state for name in book.sheetnames[2:]] == ["veryHidden"] * 2
    sheet = book["石桥村"]
    assert sheet.protection.sheet
    assert sheet["A1"].value == "石桥村多领社会保险待遇村级采集表"
    for asked in VILLAGE:
        column = place(sheet, asked.field)
        assert sheet.cell(FIRST, column).protection.locked == (not asked.is_open), asked.field
        assert sheet.cell(FIRST + 1, column).protection.locked == (not asked.is_spare)
    assert sheet.cell(FIRST, place(sheet, "person.name")).value == "张三"
    for mark in ("case.uid", "case.revision", "sent.seal"):
        assert sheet.cell(FIRST, place(sheet, mark)).value
        assert sheet.cell(FIRST + 1, place(sheet, mark)).value is None
    empty_id = sheet.cell(FIRST + 5, place(sheet, "person.id_number"))
    assert (empty_id.value, empty_id.number_format) == (None, "@")


def test_each_village_may_have_a_file_of_its_own(two, tmp_path):
    files = export_villages(two, tmp_path / "各村")
    assert files == {"枫林村采集表20261121.xlsx": 1, "石桥村采集表20261121.xlsx": 1}
    for name in files:
        text = str(list(opened(tmp_path / "各村" / name).worksheets[0].values))
        assert ("张三" in text, "李四" in text) == ("石桥村" in name, "枫林村" in name)


def test_what_a_village_writes_comes_back(two, tmp_path):
    path = tmp_path / "采集.xlsx"
    export_village(two, path, village="石桥村")
    book = opened(path)
    sheet = book["石桥村"]
    sheet.cell(FIRST, place(sheet, "case.remarks")).value = "健在，11月20日入户见到本人"
    new = {
        "person.name": "王五",
        "person.id_number": "11010519491231002X",
        "case.insurance": "城乡居民基本养老保险",
        "case.reason": "死亡后未及时申报",
        "period.first_month": "2021-03",
        "period.last_month": "2021-04",
        "period.monthly_fen": 113,
    }
    for field, value in new.items():
        sheet.cell(FIRST + 1, place(sheet, field)).value = value
    book.save(path)
    read = read_sheets(path.read_bytes(), path.name, two.policy)
    assert (read.problems, read.imprint.texts["kind"]) == ((), "village")
    known, found = read.clues
    assert known.values["case.remarks"] == "健在，11月20日入户见到本人"
    assert known.values["case.uid"]
    assert found.values["person.name"] == "王五"
    assert found.values["case.village"] == "石桥村"
    assert "case.uid" not in found.values


def test_the_lists_offer_the_words_of_the_policy_and_every_one_is_read_back(two, tmp_path, policy):
    path = tmp_path / "采集.xlsx"
    export_village(two, path)
    book = opened(path)
    offered = {}
    for name, defined in book.defined_names.items():
        [(sheet, spot)] = list(defined.destinations)
        offered[name] = [cell.value for (cell,) in book[sheet][spot]]
    for field in ("case.insurance", "case.reason", "case.category"):
        column = BY_FIELD[field]
        words = offered[f"选项_{column.title}"]
        read = column.reader(policy, 100)
        assert [column.kind.shown(policy, read(word)) for word in words] == words
    rules = book["石桥村"].data_validations.dataValidation
    assert {rule.formula1 for rule in rules} >= set(offered) - {"选项_疑点来源", "选项_待遇状态"}
    assert all(rule.showInputMessage for rule in rules if rule.prompt)


def test_a_village_without_cases_gets_an_empty_sheet(office, tmp_path):
    path = tmp_path / "采集.xlsx"
    with pytest.raises(UserError, match="没有可以采集的个案"):
        export_village(office, path)
    assert export_village(office, path, village="新桥村") == 0
    sheet = opened(path)["新桥村"]
    assert [sheet.cell(row, 1).value for row in (FIRST, FIRST + 29)] == [1, 30]
    assert villages(office) == []


def test_villages_of_any_name_have_sheets_of_their_own(office, clue_file, tmp_path):
    long = "长" * 40
    names = (f"{long}一村", f"{long}二村", "[石桥]村/东", "")
    rows = [
        ZHANG | {"村": name, "身份证号": number}
        for name, number in zip(
            names,
            (
                "430321195003081012",
                "440524188001010014",
                "11010519491231002X",
                "430321195310231024",
            ),
            strict=True,
        )
    ]
    store_clues(office, read_clues(office, clue_file(*rows), frozenset({"id_checksum"})))
    path = tmp_path / "采集.xlsx"
    rows = export_village(office, path)
    titles = [name for name in opened(path).sheetnames if name not in (LISTS, SHEET)]
    assert len({title.lower() for title in titles}) == len(titles)
    assert all(len(title) <= 31 for title in titles)
    assert rows == len(opened_rows(path, titles))


def opened_rows(path, titles):
    book = opened(path)
    sheets = [book[title] for title in titles]
    return [
        row
        for sheet in sheets
        for row in sheet.iter_rows(min_row=FIRST, max_row=sheet.max_row)
        if row[place(sheet, "case.number") - 1].value
    ]


def test_the_county_answers_about_what_is_confirmed(two, tmp_path):
    path = tmp_path / "答复.xlsx"
    with pytest.raises(UserError, match="没有需要答复的个案"):
        export_answers(two, path)
    with transaction(two.database) as session:
        session.exec(select(Case)).first().state = "confirmed"
    assert export_answers(two, path) == 1
    sheet = opened(path)["县级答复"]
    for asked in ANSWERS:
        assert sheet.cell(FIRST, place(sheet, asked.field)).protection.locked == (not asked.is_open)
    assert sheet.cell(FIRST, place(sheet, "sent.seal")).value


def test_the_month_as_a_workbook_adds_up(two, tmp_path):
    path, month = tmp_path / "月报.xlsx", Month("2026-11")
    export_monthly(two, path, month)
    book = opened(path)
    sheet, report = book["月报"], monthly_report(two, month)
    last = next(row for row in sheet.iter_rows(min_row=FIRST) if row[1].value == "合计")
    told = {heading.value: cell.value for heading, cell in zip(sheet[HEADER], last, strict=True)}
    assert told["期末金额"] == report.total.closing_fen / 100
    moved = told["新增金额"] + told["核定调整"] + told["其他金额"]
    back = told["追回（现金等）"] + told["抵扣"] + told["救助"]
    assert round(told["期初金额"] + moved - back - told["期末金额"], 2) == 0
    assert "核对相符" in sheet["A2"].value
    assert book["办理情况"]["B4"].value == "新增疑点"
    assert book["办理情况"]["C4"].value == 2


def test_what_was_filled_in_is_taken_over(two, tmp_path):
    """The whole way: a sheet leaves, is filled in as its locks allow, and comes back."""
    verify(two, "2026-0001", by="李四", on=two.today(), result=VerificationResult.CONFIRMED)
    answers, village = tmp_path / "答复.xlsx", tmp_path / "采集.xlsx"
    export_answers(two, answers)
    fill(answers, {"case.assessed_fen": 1243.5, "case.remarks": "县级已核定"})
    store_clues(two, read_clues(two, answers))
    with reading(two.database) as session:
        case = session.exec(select(Case).where(Case.number == "2026-0001")).one()
    assert (case.assessed_fen, case.remarks) == (124_350, "县级已核定")
    export_village(two, village, village="石桥村")
    fill(village, {"person.phone": "13800000000", "case.category": "低保对象"})
    batch = store_clues(two, read_clues(two, village))
    assert (batch.new_rows, batch.changed_rows) == (0, 1)
    with reading(two.database) as session:
        case = session.exec(select(Case).where(Case.number == "2026-0001")).one()
        person = session.get(Person, case.person_id)
    assert (person.phone, case.category) == ("13800000000", "subsistence")


def test_a_locked_cell_of_a_village_that_was_changed_is_told_and_not_taken(two, tmp_path):
    path = tmp_path / "采集.xlsx"
    export_village(two, path, village="石桥村")
    locked = {"period.monthly_fen": 9999, "card.account_number": "6222029999999999999"}
    fill(path, {"person.phone": "13800000000"} | locked, by_force=True)
    clues = read_clues(two, path)
    assert {d.field for match in clues.changed for d in match.offered} == {"person.phone"}
    told = [problem for problem in clues.warnings if problem.kind == "not_taken"]
    assert [problem.heading for problem in told] == ["月待遇标准（元）", "银行账号"]
    assert all((problem.row, bool(problem.column)) == (FIRST, True) for problem in told)
    assert "没有采用：交出时为“113.00”，收回时为“9,999.00”" in told[0].advice
    store_clues(two, clues)
    with reading(two.database) as session:
        periods = session.exec(select(OverpaidPeriod)).all()
    assert {period.monthly_fen for period in periods} == {11300}


def test_of_an_answer_only_the_answers_are_taken(two, tmp_path):
    verify(two, "2026-0001", by="李四", on=two.today(), result=VerificationResult.CONFIRMED)
    path = tmp_path / "答复.xlsx"
    export_answers(two, path)
    fill(path, {"case.village": "枫林村", "period.last_month": "2022-01"}, by_force=True)
    clues = read_clues(two, path)
    assert (len(clues.same), clues.changed, clues.conflict, clues.refused) == (1, (), (), ())
    assert [problem.kind for problem in clues.warnings] == ["not_taken"] * 2


def test_an_answer_that_cannot_be_read_is_all_that_is_told_of_its_row(two, tmp_path):
    verify(two, "2026-0001", by="李四", on=two.today(), result=VerificationResult.CONFIRMED)
    path = tmp_path / "答复.xlsx"
    export_answers(two, path)
    fill(path, {"case.assessed_fen": "约7800"})
    refused = read_clues(two, path).refused
    assert [(problem.heading, problem.kind) for problem in refused] == [
        ("核定金额（元）", "amount_unreadable")
    ]


def fill(path, values, *, by_force=False):
    """Type into the first row, as the receiver would; by_force: the locks broken."""
    book = opened(path)
    sheet = book.worksheets[0]
    for field, value in values.items():
        cell = sheet.cell(FIRST, place(sheet, field))
        assert by_force or not cell.protection.locked
        cell.value = value
    book.save(path)
