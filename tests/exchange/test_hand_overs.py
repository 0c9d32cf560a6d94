"""A workbook that leaves is remembered, and marked so that it is known when it comes back."""

from dataclasses import replace

import openpyxl
import pytest
from sqlmodel import select

from app.errors import UserError
from app.exchange.reading import read_sheets
from app.exchange.sealing import SEALED, SHEET, read_imprint, row_is_sealed
from app.models import HandOver, Person, SentRow
from app.services.batches import store_clues
from app.services.cases import correct
from app.services.exchange import read_clues
from app.services.exporting import export_ledger
from app.services.hand_overs import seal_key
from app.storage.database import reading
from tests.exchange.books import LI, ZHANG


@pytest.fixture
def handed(office, clue_file, tmp_path):
    """An office that sent its ledger of two cases, and the file."""
    store_clues(office, read_clues(office, clue_file(ZHANG, LI)))
    path = tmp_path / "台账.xlsx"
    export_ledger(office, path)
    return office, path


def stored(office, model):
    with reading(office.database) as session:
        return list(session.exec(select(model)))


def read(office, path):
    return read_sheets(path.read_bytes(), path.name, office.policy)


def test_a_ledger_remembers_what_each_row_said(handed):
    office, _path = handed
    [made] = stored(office, HandOver)
    rows = stored(office, SentRow)
    assert (made.kind, made.rows, made.clerk) == ("ledger", 2, "张三")
    assert [(row.hand_over_id, row.revision) for row in rows] == [(made.id, 1)] * 2
    assert rows[0].said["person.phone"] == "13873201234"
    assert (rows[0].said["period.first_month"], rows[0].said["case.claimed_fen"]) == (
        *("2021-03", 113_000),
    )


def test_the_same_rows_again_are_no_new_hand_over(handed):
    office, path = handed
    before = path.read_bytes()
    export_ledger(office, path)
    assert path.read_bytes() == before
    assert len(stored(office, HandOver)) == 1


def test_only_what_changed_is_kept_anew(handed):
    office, path = handed
    correct(office, "2026-0002", remarks="已联系")
    export_ledger(office, path)
    said = [row.said for row in stored(office, SentRow)]
    assert said[2] is None
    assert said[3]["case.remarks"] == "已联系"


def test_every_row_comes_back_with_a_seal_that_fits(handed):
    office, path = handed
    key, content = seal_key(office), read(office, path)
    assert [row_is_sealed(key, clue.values) for clue in content.clues] == [True, True]
    assert content.imprint.opened(key).number == 1
    for field in SEALED:
        changed = {**content.clues[0].values, field: "9"}
        assert not row_is_sealed(key, changed), field
    other = content.clues[1].values
    swapped = {**content.clues[0].values, "sent.seal": other["sent.seal"]}
    assert not row_is_sealed(key, swapped)


def test_a_seal_of_another_case_book_does_not_fit(handed):
    office, path = handed
    other = seal_key(replace(office, data_key=bytes(32)))
    content = read(office, path)
    assert not row_is_sealed(other, content.clues[0].values)
    assert content.imprint.opened(other) is None


def test_names_in_every_form_keep_their_seal(office, clue_file, tmp_path):
    store_clues(office, read_clues(office, clue_file(ZHANG)))
    for name in ("付建𬀩", "阿•布都", "John  Smith", "张\u3000三", "=1+1", "Ａ君"):
        from app.storage.database import transaction

        with transaction(office.database) as session:
            session.exec(select(Person)).one().name = name
        path = tmp_path / "台账.xlsx"
        export_ledger(office, path)
        [clue] = read(office, path).clues
        assert row_is_sealed(seal_key(office), clue.values), name


def test_the_imprint_is_out_of_sight(handed):
    _office, path = handed
    sheet = openpyxl.load_workbook(path)[SHEET]
    assert sheet.sheet_state == "veryHidden"


def test_an_outdated_form_is_named_as_such(handed):
    office, path = handed
    imprint = read(office, path).imprint
    old = replace(imprint, texts={**imprint.texts, "version": "0"})
    with pytest.raises(UserError, match="较旧版本"):
        old.opened(seal_key(office))
    newer = replace(imprint, texts={**imprint.texts, "version": "99"})
    with pytest.raises(UserError, match="请先升级"):
        newer.opened(seal_key(office))
    assert read_imprint([["number", "1"], ["kind", ""]]).texts == {"number": "1", "kind": ""}
