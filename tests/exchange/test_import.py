"""From a workbook to stored cases: previewed, stored in one act, told again without effect."""

import json

import pytest
from sqlmodel import select

from app.errors import UserError
from app.models import Batch, Case, Event, OverpaidPeriod, PayCard, Person
from app.models.terms import CaseState, EventKind, PersonStatus, VerificationResult
from app.services import batches
from app.services.batches import store_clues
from app.services.case_view import case_view
from app.services.cases import correct, verify
from app.services.events import chain_is_whole
from app.services.exchange import read_clues, summary
from app.services.exporting import export_ledger
from app.services.ledger import ledger_entries
from app.services.office import create_office
from app.services.periods import replace_periods
from app.storage.database import reading, transaction
from tests.exchange.books import HEADINGS, LI, WORKBOOKS, WRONG_CHECK_DIGIT, ZHANG

COUNTY = WORKBOOKS / "county_clean.xlsx"
TABLES = (Batch, Person, Case, OverpaidPeriod, PayCard, Event)


def everything(office):
    with reading(office.database) as session:
        return {t.__name__: [row.model_dump() for row in session.exec(select(t))] for t in TABLES}


def stored(office, model):
    with reading(office.database) as session:
        return list(session.exec(select(model)))


def imported(office, path, **accept):
    clues = read_clues(office, path, **accept)
    return clues, store_clues(office, clues)


def test_a_preview_stores_nothing(office):
    before = everything(office)
    clues = read_clues(office, COUNTY)
    assert (len(clues.new), clues.refused, clues.same) == (60, (), ())
    assert everything(office) == before


def test_the_county_workbook_becomes_sixty_cases(office):
    _clues, batch = imported(office, COUNTY)
    expected = json.loads((WORKBOOKS / "county_clean.xlsx.expected.json").read_text("utf-8"))
    cases, periods = stored(office, Case), stored(office, OverpaidPeriod)
    assert [case.number for case in cases] == [f"2026-{n:04d}" for n in range(1, 61)]
    assert len(stored(office, Person)) == len(periods) == len(stored(office, PayCard)) == 60
    assert sum(period.amount_fen for period in periods) == expected["total_fen"]
    assert [case.claimed_fen for case in cases] == [row["amount_fen"] for row in expected["rows"]]
    assert (batch.file_name, batch.new_rows, batch.refused_rows) == ("county_clean.xlsx", 60, 0)


def test_a_case_takes_all_its_row_says(office):
    imported(office, COUNTY)
    case, person = stored(office, Case)[0], stored(office, Person)[0]
    period, card = stored(office, OverpaidPeriod)[0], stored(office, PayCard)[0]
    assert (person.name, person.id_number, person.phone, person.status, person.status_on) == (
        *("覃华仁", "430581195310234821", "18697678735"),
        *(PersonStatus.DECEASED, None),
    )
    assert (case.insurance, case.benefit, case.reason, case.source) == (
        *("unemployment", "unemployment_benefit", "death", "audit"),
    )
    assert (case.state, case.state_since, case.found_on, case.benefit_status) == (
        *(CaseState.CLUE, office.today(), office.today(), ""),
    )
    assert (case.township, case.village, case.personal_number, case.batch_row) == (
        *("清溪镇", "大屋场村", "8466137406", 3),
    )
    assert (period.first_month, period.last_month, period.monthly_fen, period.amount_fen) == (
        *("2020-01", "2021-05", 124_439, 2_115_463),
    )
    assert (card.bank, card.account_number) == ("农村商业银行", "6295793619350252956")
    assert case.person_id == person.id
    assert person.search_text == "覃华仁 430581195310234821 18697678735"


def test_a_batch_is_one_event_and_every_case_tells_where_it_came_from(office):
    _clues, batch = imported(office, COUNTY)
    events = stored(office, Event)
    assert [event.kind for event in events[1:]] == [EventKind.BATCH]
    assert events[1].details["batch"] == batch.uid
    assert (events[1].details["first"], events[1].details["last"]) == ("2026-0001", "2026-0060")
    assert chain_is_whole(events)
    [arrival] = case_view(office, "2026-0060").events
    assert (arrival.kind, arrival.state) == (EventKind.IMPORTED, CaseState.CLUE)
    assert arrival.summary == "从“county_clean.xlsx”的“疑点数据”表第 62 行导入"


def test_a_ledger_of_another_office_is_not_taken_for_clues(office, tmp_path):
    imported(office, COUNTY)
    export_ledger(office, tmp_path / "台账.xlsx")
    other = create_office(
        tmp_path / "别处", name="别处", clerk="李四", passphrase="lantian-2026", today=office.today
    )
    clues = read_clues(other, tmp_path / "台账.xlsx")
    assert (len(clues.new), {p.kind for p in clues.refused}) == (0, {"unknown_uid"})
    accepted = read_clues(other, tmp_path / "台账.xlsx", frozenset({"unknown_uid"}))
    assert len(accepted.new) == 60
    other.close()


def test_a_dismissed_case_is_owed_nothing_in_the_ledger(office, clue_file):
    imported(office, clue_file(ZHANG))
    dismissed = VerificationResult.DISMISSED
    verify(office, "2026-0001", by="李四", on=office.today(), result=dismissed)
    with reading(office.database) as session:
        [entry] = ledger_entries(session)
    assert entry.money.left_fen == 0


def test_what_cannot_be_accepted_is_named(office):
    with pytest.raises(UserError, match="“id_missing”不能照收"):
        read_clues(office, COUNTY, frozenset({"id_missing"}))


@pytest.mark.parametrize("name", ["county_clean.xlsx", "village_messy.xlsx"])
def test_the_same_file_twice_changes_nothing(office, name):
    imported(office, WORKBOOKS / name)
    before = everything(office)
    clues, batch = imported(office, WORKBOOKS / name)
    assert batch is None
    assert (clues.new, clues.changed, clues.conflict) == ((), (), ())
    assert len(clues.same) == before["Batch"][0]["new_rows"]
    assert everything(office) == before


def test_the_same_rows_in_another_file_are_known(office, clue_file):
    imported(office, clue_file(ZHANG, LI))
    clues, batch = imported(office, clue_file(LI, ZHANG, name="再发.xlsx"))
    assert (len(clues.same), clues.new, batch) == (2, (), None)


def test_a_failure_half_way_stores_nothing(office, monkeypatch):
    before = everything(office)
    clues = read_clues(office, COUNTY)

    def fail(*_):
        raise RuntimeError

    monkeypatch.setattr(batches, "record_many", fail)
    with pytest.raises(RuntimeError):
        store_clues(office, clues)
    assert everything(office) == before


def test_one_preview_cannot_be_stored_twice(office, clue_file):
    clues, _batch = imported(office, clue_file(ZHANG))
    before = everything(office)
    with pytest.raises(UserError, match="预览"):
        store_clues(office, clues)
    assert everything(office) == before


def test_other_values_for_a_known_case_are_shown_not_stored(office, clue_file):
    imported(office, clue_file(ZHANG))
    before = everything(office)
    later = clue_file(ZHANG | {"多领终止时间": "2022-01", "多领金额": 1243}, name="新.xlsx")
    clues, batch = imported(office, later)
    (match,) = clues.changed
    told = [(d.title, d.here, d.sheet) for d in match.differences]
    assert told == [
        ("多领终止时间", "2021-12", "2022-01"),
        ("来文金额（元）", "1,130.00", "1,243.00"),
    ]
    assert (match.number, batch) == ("2026-0001", None)
    assert everything(office) == before


def test_what_was_changed_here_since_stays_when_the_old_file_comes_again(office, clue_file):
    path = clue_file(ZHANG)
    imported(office, path)
    with transaction(office.database) as session:
        session.exec(select(Person)).one().phone = "13900000000"
    assert len(read_clues(office, path).same) == 1


def test_an_empty_cell_says_nothing(office, clue_file):
    imported(office, clue_file(ZHANG))
    clues = read_clues(office, clue_file(ZHANG | {"联系电话": "", "村": ""}, name="新.xlsx"))
    assert (len(clues.same), clues.changed) == (1, ())


def test_a_person_already_here_is_not_doubled(office, clue_file):
    imported(office, clue_file(ZHANG))
    second = ZHANG | {"险种": "失业保险", "待遇类别": "失业保险金"}
    third = second | {"多领开始时间": "2020-03", "多领终止时间": "2020-05"}
    imported(office, clue_file(second, third, name="二.xlsx"))
    (person,) = stored(office, Person)
    assert [case.person_id for case in stored(office, Case)] == [person.id] * 3


def test_a_known_number_with_another_name_is_a_conflict(office, clue_file):
    imported(office, clue_file(ZHANG))
    other = ZHANG | {"姓名": "章三", "险种": "失业保险", "待遇类别": "失业保险金"}
    clues, batch = imported(office, clue_file(other, ZHANG | {"姓名": "章三"}, name="二.xlsx"))
    assert batch is None
    assert [(m.number, m.differences[0].here) for m in clues.conflict] == [
        ("", "张三"),
        ("2026-0001", "张三"),
    ]


def test_a_wrong_check_digit_waits_for_the_clerk(office, clue_file):
    path = clue_file(WRONG_CHECK_DIGIT, LI)
    clues = read_clues(office, path)
    assert [(p.row, p.kind) for p in clues.refused] == [(2, "id_checksum")]
    _clues, batch = imported(office, path, accept=frozenset({"id_checksum"}))
    assert (batch.new_rows, batch.refused_rows) == (2, 0)
    assert [person.id_doubtful for person in stored(office, Person)] == [True, False]
    assert len(read_clues(office, path).same) == 2


@pytest.mark.parametrize(
    ("reason", "status"),
    [("死亡", "deceased"), ("失踪", "missing"), ("服刑", "in_prison"), ("重复领取", "alive")],
)
def test_the_reason_says_what_is_known_of_the_person(office, clue_file, reason, status):
    imported(office, clue_file(ZHANG | {"多领原因": reason}))
    assert stored(office, Person)[0].status == status


def test_numbers_go_on_where_the_year_stands(office, clue_file):
    imported(office, clue_file(ZHANG))
    with transaction(office.database) as session:
        session.exec(select(Case)).one().number = "2026-0417"
    imported(office, clue_file(LI, name="二.xlsx"))
    assert [case.number for case in stored(office, Case)] == ["2026-0417", "2026-0418"]


def test_a_script_is_told_everything(office, clue_file):
    clues, batch = imported(office, clue_file(ZHANG, LI | {"险种": ""}))
    told = json.loads(json.dumps(summary(clues, batch), ensure_ascii=False))
    refused = told.pop("refused")
    [sheet] = told.pop("sheets")
    assert (sheet["sheet"], sheet["header_row"]) == ("疑点数据", 1)
    assert sheet["columns"][0]["samples"] == ["张三", "李四"]
    assert told == {
        "new": 1,
        "changed": 0,
        "same": 0,
        "conflict": 0,
        "passed_over": 0,
        "warnings": [],
        "kind": "clues",
        "absent": [],
        "known_people": 0,
        "differences": [],
        "batch": batch.uid,
        "batch_number": batch.id,
        "taken": {"new": 1, "changed": 0},
    }
    assert refused == [
        {
            "sheet": "疑点数据",
            "row": 3,
            "column": "C",
            "kind": "unknown_insurance",
            "message": "“疑点数据”表第 3 行 C 列“险种”：没有险种，请补填。",
        }
    ]


def test_many_rows_are_matched_as_few_are(office, clue_file, monkeypatch):
    imported(office, COUNTY)
    monkeypatch.setattr("app.services.known.MANY", 10)
    path = clue_file(ZHANG)
    assert len(read_clues(office, path).new) == 1
    assert len(read_clues(office, COUNTY).same) == 60


def test_a_file_that_is_not_there_is_said_so(office, tmp_path):
    with pytest.raises(UserError, match="无法打开"):
        read_clues(office, tmp_path / "无.xlsx")


def test_a_row_corrected_here_since_is_no_new_case_when_its_file_comes_again(office):
    imported(office, COUNTY)
    number = stored(office, Case)[0].number
    correct(office, number, reason="fraud")
    whole = [{"first_month": "2001-01", "last_month": "2001-02", "amount_fen": 5}]
    replace_periods(office, number, whole)
    again = read_clues(office, COUNTY)
    assert (len(again.new), len(again.same)) == (0, 60)


DIED = (*HEADINGS, "死亡日期")


@pytest.mark.parametrize("cell", ["2021-02-10", "2021年2月10日", "20210210"])
def test_the_date_of_death_is_stored_and_stands_in_the_ledger(office, clue_file, cell):
    clues, _batch = imported(office, clue_file(ZHANG | {"死亡日期": cell}, headings=DIED))
    assert clues.warnings == ()
    view = case_view(office, "2026-0001")
    assert (view.person.status, str(view.person.status_on)) == (PersonStatus.DECEASED, "2021-02-10")
    with reading(office.database) as session:
        [entry] = ledger_entries(session)
        assert entry.part("person.status_on") == view.person.status_on
    again = read_clues(office, clue_file(ZHANG | {"死亡日期": cell}, headings=DIED, name="再.xlsx"))
    assert len(again.same) == 1


@pytest.mark.parametrize("cell", ["2019-02-30", "201902", "2019年2月", "不详"])
def test_a_date_of_death_that_cannot_be_read_is_told_and_stays_blank(office, clue_file, cell):
    clues, _batch = imported(office, clue_file(ZHANG | {"死亡日期": cell}, headings=DIED))
    (warning,) = clues.warnings
    assert (warning.kind, warning.row, warning.column) == ("date_left_out", 2, "N")
    assert "本行照收" in warning.message
    assert case_view(office, "2026-0001").person.status_on is None


def test_a_death_within_the_overpaid_months_is_taken_and_warned_about(office, clue_file):
    clues, _batch = imported(office, clue_file(ZHANG | {"死亡日期": "2021-03-15"}, headings=DIED))
    (warning,) = clues.warnings
    assert (warning.kind, warning.row, warning.column) == ("death_after_start", 2, "N")
    assert "多领应从 2021-04 起" in warning.message
    assert str(case_view(office, "2026-0001").person.status_on) == "2021-03-15"


def test_an_end_still_to_come_is_taken_and_warned_about(office, clue_file):
    row = ZHANG | {"多领终止时间": "2099-05", "多领金额": "", "月待遇标准": 113}
    clues = read_clues(office, clue_file(row))
    (warning,) = clues.warnings
    assert (warning.kind, warning.row, warning.column) == ("month_to_come", 2, "G")
    assert len(clues.new) == 1
    now = row | {"多领终止时间": office.today().isoformat()[:7]}
    assert read_clues(office, clue_file(now, name="本月.xlsx")).warnings == ()


def test_nobody_died_on_a_day_to_come(office, clue_file):
    clues = read_clues(office, clue_file(ZHANG | {"死亡日期": "2099-05-01"}, headings=DIED))
    (problem,) = clues.refused
    assert (problem.kind, problem.column) == ("day_to_come", "N")
