"""An import is one batch: chosen row by row, undone whole while nothing was built on it."""

from datetime import date

import openpyxl
import pytest
from sqlmodel import select

from app.errors import UserError
from app.models import Batch, Case, Event, OverpaidPeriod, PayCard, Person, SentRow
from app.models.terms import EventKind, HandOverKind, VerificationResult
from app.services.asking import export_answers, export_village
from app.services.batches import Chosen, chosen_of, place_of, store_clues
from app.services.cases import correct, full_id_number, verify
from app.services.events import chain_is_whole
from app.services.exchange import read_clues
from app.services.exporting import export_ledger
from app.services.undoing import batches, undo_batch
from app.storage.database import reading, transaction
from tests.exchange.books import LI, ZHANG, cells, write_book

HEADER = 3
TABLES = (Person, Case, OverpaidPeriod, PayCard)


@pytest.fixture
def clue_file(tmp_path):
    def write(*rows, name="疑点.xlsx"):
        return write_book(tmp_path / name, {"疑点数据": cells(*rows)})

    return write


def stored(office, model):
    with reading(office.database) as session:
        return list(session.exec(select(model)))


def contents(office):
    """All there is of cases and people, the moving parts of an act aside."""
    kept = {"revision", "touched_on"}
    with reading(office.database) as session:
        return {
            model.__name__: [row.model_dump(exclude=kept) for row in session.exec(select(model))]
            for model in TABLES
        }


def imported(office, path, choices=None):
    return store_clues(office, read_clues(office, path), choices)


def edited(office, tmp_path, edits, name="台账.xlsx"):
    """The ledger exported and sent back; edits: by row from 0, heading -> value."""
    path = tmp_path / name
    export_ledger(office, path)
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[HEADER]}
    for place, cell_values in edits.items():
        for heading, value in cell_values.items():
            sheet.cell(HEADER + 1 + place, at[heading]).value = value
    workbook.save(path)
    return path


def test_only_the_rows_chosen_are_stored(office, clue_file):
    path = clue_file(ZHANG, LI)
    clues = read_clues(office, path)
    batch = store_clues(office, clues, Chosen(frozenset({place_of(clues.new[1])})))
    assert [person.name for person in stored(office, Person)] == ["李四"]
    assert batch.new_rows == 1
    assert [clue.values["person.name"] for clue in read_clues(office, path).new] == ["张三"]


def test_nothing_chosen_is_no_batch(office, clue_file):
    assert imported(office, clue_file(ZHANG), Chosen(frozenset())) is None
    assert stored(office, Batch) == []


def test_a_batch_is_taken_back_and_may_come_again(office, clue_file):
    before = contents(office)
    path = clue_file(ZHANG, LI)
    imported(office, path)
    full_id_number(office, "2026-0001")  # looking is not building
    batch = undo_batch(office, 1)
    assert contents(office) == before
    assert batch.undone_by == "张三"
    events = stored(office, Event)
    assert events[-1].kind == EventKind.BATCH_UNDONE
    assert events[-1].details["removed"] == ["2026-0001", "2026-0002"]
    assert chain_is_whole(events)
    again = read_clues(office, path)
    assert (len(again.new), again.same) == (2, ())
    store_clues(office, again)
    with reading(office.database) as session:
        ids = set(session.exec(select(Case.id)))
    assert ids.isdisjoint({1, 2})  # what the log says of the old cases is not said of the new


def test_a_batch_that_was_worked_on_stays(office, clue_file):
    imported(office, clue_file(ZHANG, LI))
    correct(office, "2026-0002", remarks="已入户")
    before = contents(office)
    with pytest.raises(UserError, match="2026-0002 在导入之后已经办理"):
        undo_batch(office, 1)
    assert contents(office) == before


def test_a_batch_the_county_was_told_of_stays(office, clue_file):
    imported(office, clue_file(ZHANG))
    with transaction(office.database) as session:
        session.exec(select(Case)).one().revision_handed = 1
    with pytest.raises(UserError, match="已报县级"):
        undo_batch(office, 1)


def test_a_person_with_another_case_stays(office, clue_file):
    imported(office, clue_file(ZHANG))
    imported(
        office, clue_file(ZHANG | {"险种": "失业保险", "待遇类别": "失业保险金"}, name="二.xlsx")
    )
    undo_batch(office, 2)
    assert len(stored(office, Person)) == len(stored(office, Case)) == 1


def test_a_batch_is_undone_once(office, clue_file):
    imported(office, clue_file(ZHANG))
    undo_batch(office, 1)
    with pytest.raises(UserError, match="已由张三撤销"):
        undo_batch(office, 1)
    with pytest.raises(UserError, match="没有第 9 批"):
        undo_batch(office, 9)


def test_a_merge_is_taken_back_to_the_last_letter(office, clue_file, tmp_path):
    imported(office, clue_file(ZHANG | {"银行账号": ""}, LI))
    before = contents(office)
    edits = {
        0: {"联系电话": "13900000001", "银行账号": "6222021234567890999", "发放银行": "农商银行"},
        1: {"来文金额（元）": 1243, "多领终止时间": "2022-01", "备注": "-1+1"},
    }
    batch = imported(office, edited(office, tmp_path, edits))
    assert (batch.kind, batch.changed_rows, batch.new_rows) == (HandOverKind.LEDGER, 2, 0)
    assert contents(office) != before
    undo_batch(office, batch.id)
    assert contents(office) == before
    assert [b.id for b in batches(office)] == [2, 1]


def test_a_merge_that_was_worked_on_stays(office, clue_file, tmp_path):
    imported(office, clue_file(ZHANG))
    imported(office, edited(office, tmp_path, {0: {"联系电话": "13900000001"}}))
    correct(office, "2026-0001", remarks="后来的话")
    with pytest.raises(UserError, match="已经办理"):
        undo_batch(office, 2)
    with pytest.raises(UserError, match="已经办理"):
        undo_batch(office, 1)


def test_an_exported_ledger_does_not_hold_a_batch(office, clue_file, tmp_path):
    imported(office, clue_file(ZHANG))
    export_ledger(office, tmp_path / "台账.xlsx")
    undo_batch(office, 1)
    assert stored(office, SentRow) == []
    clues = read_clues(office, tmp_path / "台账.xlsx")
    assert [problem.kind for problem in clues.refused] == ["unknown_uid"]


def test_a_change_of_a_person_moves_all_his_cases(office, clue_file, tmp_path):
    second = ZHANG | {"险种": "失业保险", "待遇类别": "失业保险金"}
    imported(office, clue_file(ZHANG, second))
    imported(office, edited(office, tmp_path, {0: {"联系电话": "13900000001"}}))
    assert [case.revision for case in stored(office, Case)] == [2, 2]
    assert stored(office, Person)[0].search_text.endswith("13900000001")


def test_two_rows_of_one_person_must_agree(office, clue_file, tmp_path):
    second = ZHANG | {"险种": "失业保险", "待遇类别": "失业保险金"}
    imported(office, clue_file(ZHANG, second))
    edits = {0: {"联系电话": "13900000001"}, 1: {"联系电话": "13900000002"}}
    clues = read_clues(office, edited(office, tmp_path, edits))
    assert [(p.row, p.kind) for p in clues.refused] == [(5, "not_changeable")]
    assert "第 4 行已填“13900000001”" in clues.refused[0].advice


def test_months_told_already_are_asked_about_and_may_be_a_case_of_their_own(office, clue_file):
    imported(office, clue_file(ZHANG))
    moved = ZHANG | {"多领开始时间": "2021-04", "多领金额": 1017}
    clues = read_clues(office, clue_file(moved, name="更正.xlsx"))
    (match,) = clues.conflict
    assert (match.number, match.overlaps, clues.new) == ("2026-0001", True, ())
    assert store_clues(office, clues) is None
    place = place_of(match.clue)
    store_clues(office, clues, Chosen(frozenset({place}), fresh=frozenset({place})))
    assert len(stored(office, Case)) == 2
    assert len(stored(office, Person)) == 1


def test_values_of_a_foreign_sheet_are_taken_when_asked(office, clue_file):
    imported(office, clue_file(ZHANG))
    clues = read_clues(office, clue_file(ZHANG | {"联系电话": "13900000001"}, name="二.xlsx"))
    assert store_clues(office, clues) is None
    batch = store_clues(office, clues, chosen_of(clues, frozenset({"changed"}), ""))
    assert batch.changed_rows == 1
    assert stored(office, Person)[0].phone == "13900000001"


def test_a_conflict_without_a_choice_stores_nothing(office, clue_file, tmp_path):
    imported(office, clue_file(ZHANG))
    path = edited(office, tmp_path, {0: {"联系电话": "13900000001"}})
    correct(office, "2026-0001", phone="13900000002")
    clues = read_clues(office, path)
    place = place_of(clues.conflict[0].clue)
    with pytest.raises(UserError, match="两边都改过：本机“13900000002”，表中“13900000001”"):
        store_clues(office, clues, Chosen(frozenset({place})))
    store_clues(office, clues, chosen_of(clues, frozenset(), "sheet"))
    assert stored(office, Person)[0].phone == "13900000001"


def test_a_case_changed_since_the_preview_stores_nothing(office, clue_file, tmp_path):
    imported(office, clue_file(ZHANG))
    clues = read_clues(office, edited(office, tmp_path, {0: {"联系电话": "13900000001"}}))
    correct(office, "2026-0001", remarks="在预览之后")
    before = contents(office)
    with pytest.raises(UserError, match="预览之后"):
        store_clues(office, clues)
    assert contents(office) == before


def test_a_row_deleted_from_the_workbook_is_noticed(office, clue_file, tmp_path):
    imported(office, clue_file(ZHANG, LI))
    path = edited(office, tmp_path, {})
    workbook = openpyxl.load_workbook(path)
    workbook.worksheets[0].delete_rows(HEADER + 1)
    workbook.save(path)
    clues = read_clues(office, path)
    assert [(case.number, case.name) for case in clues.absent] == [("2026-0001", "张三")]


def test_an_old_workbook_is_refused_once_a_later_one_came_back(office, clue_file, tmp_path):
    imported(office, clue_file(ZHANG))
    old = edited(office, tmp_path, {0: {"联系电话": "13900000001"}}, "旧.xlsx")
    correct(office, "2026-0001", remarks="又改了")
    later = edited(office, tmp_path, {0: {"联系电话": "13900000002"}}, "新.xlsx")
    imported(office, later)
    with pytest.raises(UserError, match="第 1 次交出的，之后交出的表已经收回"):
        read_clues(office, old)


@pytest.mark.parametrize(
    ("kind", "told"),
    [(HandOverKind.VILLAGE, "“追缴台账”，不是“村级采集表”"), (HandOverKind.CLUES, "不是“疑点表”")],
)
def test_a_workbook_of_another_kind_is_named_as_such(office, clue_file, tmp_path, kind, told):
    imported(office, clue_file(ZHANG))
    path = edited(office, tmp_path, {})
    with pytest.raises(UserError, match=told):
        read_clues(office, path, kind=kind)
    assert read_clues(office, path, kind=HandOverKind.LEDGER).kind == HandOverKind.LEDGER


def test_a_foreign_sheet_is_no_ledger_of_ours(office, clue_file):
    with pytest.raises(UserError, match="没有记录标识"):
        read_clues(office, clue_file(ZHANG), kind=HandOverKind.LEDGER)


def test_rows_copied_into_another_workbook_are_still_known(office, clue_file, tmp_path):
    imported(office, clue_file(ZHANG, LI))
    path = edited(office, tmp_path, {1: {"联系电话": "13900000001"}})
    workbook = openpyxl.load_workbook(path)
    del workbook["归仓交接"]
    workbook.save(path)
    batch = imported(office, path)
    assert (batch.kind, batch.changed_rows) == (HandOverKind.CLUES, 1)


def test_columns_sorted_apart_are_refused(office, clue_file, tmp_path):
    imported(office, clue_file(ZHANG, LI))
    swapped = {
        0: {"姓名": "李四", "公民身份号码": LI["身份证号"]},
        1: {"姓名": "张三", "公民身份号码": ZHANG["身份证号"]},
    }
    clues = read_clues(office, edited(office, tmp_path, swapped))
    assert {problem.kind for problem in clues.refused} == {"key_changed"}
    assert len(clues.refused) == 2


def test_a_batch_tells_when_and_who(office, clue_file):
    batch = imported(office, clue_file(ZHANG, LI | {"险种": ""}))
    assert (batch.clerk, batch.refused_rows, len(batch.sha256)) == ("张三", 1, 64)
    assert batch.report["counts"]["refused"] == 1
    assert batch.report["refused"][0]["kind"] == "unknown_insurance"
    assert batch.imported_at.date() >= date(2026, 1, 1)


NAUGHTY = ("=1+1", "+86 138", "-2", "@x", "\t缩进", '"引号"', "'单引号", "<b>x</b>", "付建𬀩㛃")


def test_naughty_words_go_out_and_come_back_and_go_out_the_same(office, clue_file, tmp_path):
    imported(office, clue_file(ZHANG))
    path, again = tmp_path / "台账.xlsx", tmp_path / "再次.xlsx"
    texts = ("reason_note", "village", "township", "handler", "remarks", "phone")
    for text in NAUGHTY:
        correct(office, "2026-0001", **dict.fromkeys((*texts, "registered_address"), text))
        export_ledger(office, path)
        clues = read_clues(office, path)
        assert (len(clues.same), clues.changed, clues.conflict, clues.refused) == (1, (), (), ())
        assert store_clues(office, clues) is None
        export_ledger(office, again)
        assert again.read_bytes() == path.read_bytes()
        book = openpyxl.load_workbook(path)
        cells_of = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells_of if cell.data_type == "f"]


def test_sheets_for_villages_and_the_county_come_back(office, clue_file, tmp_path):
    imported(office, clue_file(ZHANG, LI))
    village = tmp_path / "村表.xlsx"
    export_village(office, village)
    fill_in(village, {"联系电话": "13900000001"})
    clues = read_clues(office, village)
    assert (clues.kind, len(clues.changed), clues.refused) == (HandOverKind.VILLAGE, 1, ())
    batch = store_clues(office, clues)
    assert (batch.kind, stored(office, Person)[0].phone) == (HandOverKind.VILLAGE, "13900000001")
    for number in ("2026-0001", "2026-0002"):
        confirmed = VerificationResult.CONFIRMED
        verify(office, number, by="李四", on=office.today(), result=confirmed)
    answers = tmp_path / "答复.xlsx"
    export_answers(office, answers)
    fill_in(answers, {"核定金额（元）": 1243})
    clues = read_clues(office, answers, kind=HandOverKind.ANSWERS)
    assert (len(clues.changed), clues.refused) == (1, ())
    store_clues(office, clues)
    assert stored(office, Case)[0].assessed_fen == 124_300


def fill_in(path, answers):
    """The row of the case 2026-0001, wherever it stands."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[0]
    [header] = [c.row for row in sheet.iter_rows() for c in row if c.value == "台账编号"]
    at = {cell.value: cell.column for cell in sheet[header]}
    [row] = [c.row for r in sheet.iter_rows() for c in r if c.value == "2026-0001"]
    for heading, value in answers.items():
        sheet.cell(row, at[heading]).value = value
    workbook.save(path)
