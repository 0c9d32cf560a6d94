import shutil
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import SQLModel, select

from app.errors import UserError
from app.models import Attachment, Case, Event, Package, Person
from app.models.month import Month
from app.models.terms import EventKind, OfficeKind, VerificationResult
from app.services import cases, evidence, liable, receipts, summaries
from app.services.batches import store_clues
from app.services.case_file import open_file
from app.services.events import chain_is_whole
from app.services.exchange import read_clues
from app.services.monthly import monthly_report
from app.services.office import DATABASE_FILE
from app.services.package_opening import open_package
from app.services.package_receipts import make_receipt, open_receipt
from app.services.package_words import Outcome
from app.services.packages import make_package, waiting
from app.services.peers import peers, set_peer, short_of
from app.services.record_merging import merged
from app.services.records import rows_of
from app.services.undoing import undo_batch
from app.storage import attachments
from app.storage.database import open_database, reading, transaction
from app.storage.sealing import Cost
from tests.conftest import TODAY
from tests.exchange.books import ZHANG, cells, write_book
from tests.services.conftest import CASE, PERIODS, PERSON

PHRASE = "交接口令2026"
PNG = b"\x89PNG\r\n\x1a\n" + "扫描件 付建𬀩".encode()
COUNTY, TOWN, OTHER_TOWN, VILLAGE = (
    "蓝山县社保中心",
    "清溪镇人民政府",
    "塔峰镇人民政府",
    "石桥村村民委员会",
)


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch):
    """Keys made fast: the tests guess no passphrases."""
    monkeypatch.setattr(Cost.__init__, "__defaults__", (1, 8, 1))


@pytest.fixture
def town(named_office):
    office = named_office(TOWN, OfficeKind.TOWNSHIP, "张三")
    set_peer(office, COUNTY, passphrase=PHRASE)
    return office


@pytest.fixture
def county(named_office):
    return named_office(COUNTY, OfficeKind.COUNTY, "刘经办")


def register(office, person=None, case=None, periods=PERIODS):
    given = (PERSON | (person or {}), CASE | (case or {}))
    return cases.open_case(office, person=given[0], case=given[1], periods=periods).number


def add_receipt(office, number, fen):
    entry = receipts.ReceiptEntry(received_on=TODAY, fen=fen, channel="lump")
    receipts.add_receipt(office, number, entry)


def confirm(office, number):
    cases.verify(office, number, by="李四", on=TODAY, result=VerificationResult.CONFIRMED)


def hand(sender, receiver, folder, name, **choices):
    """A package from one to the other. Returns what the opening said."""
    path = folder / name
    peer = "" if name.startswith("up") else choices.pop("peer")
    make_package(sender, path, peer=peer)
    return open_package(receiver, path, passphrase=PHRASE, **choices)


def file_in(office, number):
    with reading(office.database) as session:
        return open_file(session, number)


def dump(office):
    """Every row of every table."""
    with office.database.connect() as db:
        tables = [table.name for table in SQLModel.metadata.sorted_tables]
        return {t: db.exec_driver_sql(f'SELECT * FROM "{t}"').all() for t in tables}  # noqa: S608


def test_the_county_reads_the_whole_case_with_its_scan_its_log_and_its_month(
    town, county, tmp_path
):
    number = register(town)
    confirm(town, number)
    scan = tmp_path / "低保证.png"
    scan.write_bytes(PNG)
    paper = {"document": "低保证", "issued_on": date(2026, 1, 5), "category": "subsistence"}
    evidence.add_evidence(town, number, scan=scan, **paper)
    add_receipt(town, number, 10_000)
    opened = hand(town, county, tmp_path, "up1.gcj")
    assert [(c.outcome, c.number, c.name) for c in opened.changes] == [
        (Outcome.NEW, f"清溪镇{number}", "付建𬀩")
    ]
    assert opened.sums == {"amount_fen": 72_100, "recovered_fen": 10_000, "left_fen": 62_100}
    here, there = file_in(town, number), file_in(county, f"清溪镇{number}")
    place = {"township": "清溪镇"}
    assert rows_of(there, {}) == rows_of(here, place)
    assert (there.case.state, there.case.next_step) == (here.case.state, here.case.next_step)
    assert evidence.read_scan(county, there.attachments[0].id) == PNG
    with reading(county.database) as session:
        log = session.exec(select(Event)).all()
        assert chain_is_whole(log)
        assert {act.clerk for act in log if act.case_id} == {"张三（清溪镇）", "刘经办"}
    month = Month.of(TODAY)
    assert monthly_report(county, month).total == monthly_report(town, month).total
    assert [row.number for row in summaries.case_rows(county, "清溪镇")] == [f"清溪镇{number}"]


def test_two_townships_make_one_ledger_though_their_numbers_are_the_same(
    town, county, named_office, tmp_path
):
    other = named_office(OTHER_TOWN, OfficeKind.TOWNSHIP, "王五")
    set_peer(other, COUNTY, passphrase=PHRASE)
    first = register(town)
    second = register(other, case={"insurance": "employee_pension", "benefit": "pension"})
    assert first == second
    hand(town, county, tmp_path, "up1.gcj")
    hand(other, county, tmp_path, "up2.gcj")
    numbers = {row.number for row in summaries.case_rows(county, "")}
    assert numbers == {f"清溪镇{first}", f"塔峰镇{first}"}
    with reading(county.database) as session:
        assert len(session.exec(select(Person)).all()) == 1, "one person, two townships"


def test_looking_changes_nothing_and_says_what_opening_does(town, county, tmp_path):
    register(town)
    path = tmp_path / "up.gcj"
    make_package(town, path)
    before = dump(county)
    looked = open_package(county, path, passphrase=PHRASE, dry_run=True)
    assert dump(county) == before
    assert looked.package is None
    assert open_package(county, path, passphrase=PHRASE).changes == looked.changes


def test_a_package_opened_twice_changes_nothing(town, county, tmp_path):
    register(town)
    hand(town, county, tmp_path, "up1.gcj")
    before = dump(county)
    with pytest.raises(UserError, match="已于 2026-11-21 打开过"):
        open_package(county, tmp_path / "up1.gcj")
    assert dump(county) == before


def test_an_older_package_is_refused_and_a_gap_is_told(town, county, tmp_path):
    first = register(town)
    for name in ("up1.gcj", "up2.gcj", "up3.gcj"):
        cases.correct(town, first, remarks=name)
        make_package(town, tmp_path / name)
    hand_1 = open_package(county, tmp_path / "up1.gcj", passphrase=PHRASE)
    assert hand_1.warnings == ()
    opened = open_package(county, tmp_path / "up3.gcj")
    assert "没有收到第 2 号" in opened.warnings[0]
    assert file_in(county, f"清溪镇{first}").case.remarks == "up3.gcj"
    with pytest.raises(UserError, match="较新的包已含有它的内容"):
        open_package(county, tmp_path / "up2.gcj")


def test_an_import_whose_case_left_in_a_package_stays(town, tmp_path):
    path = write_book(tmp_path / "疑点.xlsx", {"疑点": cells(ZHANG)})
    store_clues(town, read_clues(town, path))
    make_package(town, tmp_path / "up.gcj")
    with pytest.raises(UserError, match="个案 2026-0001 已经交出，不能整批撤销"):
        undo_batch(town, 1)


def test_a_lost_stick_loses_nothing(town, county, tmp_path):
    first = register(town)
    make_package(town, tmp_path / "lost.gcj")
    second = register(town, case={"reason": "duplicate_resident"})
    opened = hand(town, county, tmp_path, "up2.gcj")
    assert {c.number for c in opened.changes} == {f"清溪镇{first}", f"清溪镇{second}"}


def test_a_receipt_ends_the_waiting_and_only_changes_go_with_the_next(town, county, tmp_path):
    first, second = register(town), register(town, case={"reason": "duplicate_resident"})
    [before] = waiting(town)
    assert (before.cases, before.last_out) == (2, None)
    hand(town, county, tmp_path, "up1.gcj")
    [sent] = waiting(town)
    assert (sent.cases, len(sent.unconfirmed)) == (0, 1)
    make_receipt(county, tmp_path / "back.gch", peer="清溪镇")
    read = open_receipt(town, tmp_path / "back.gch")
    assert (read.sequence, read.confirmed, read.refused) == (1, 1, ())
    assert waiting(town)[0].unconfirmed == ()
    with pytest.raises(UserError, match="已是最新"):
        make_package(town, tmp_path / "none.gcj")
    cases.correct(town, second, remarks="补充说明")
    opened = hand(town, county, tmp_path, "up2.gcj")
    assert [(c.number, c.outcome, c.told) for c in opened.changes] == [
        (f"清溪镇{second}", Outcome.CHANGED, "备注")
    ]
    assert file_in(county, f"清溪镇{first}").case.revision == 1


def test_answers_of_the_county_come_back_to_the_township(town, county, tmp_path):
    number = register(town)
    confirm(town, number)
    add_receipt(town, number, 10_000)
    hand(town, county, tmp_path, "up1.gcj")
    there = f"清溪镇{number}"
    cases.assess(county, there, 70_000)
    receipt = file_in(county, there).receipts[0]
    receipts.record_deposit(county, receipt.id, on=TODAY)
    cases.correct(town, number, remarks="当事人已知情")
    opened = hand(county, town, tmp_path, "down1.gcj", peer="清溪镇")
    [change] = opened.changes
    assert (change.outcome, change.number, change.clashes) == (Outcome.CHANGED, number, ())
    file = file_in(town, number)
    assert (file.case.assessed_fen, file.receipts[0].deposited_on) == (70_000, TODAY)
    assert file.case.remarks == "当事人已知情"
    assert waiting(town)[0].unconfirmed == (), "what they opened needs no receipt any more"
    again = hand(town, county, tmp_path, "up2.gcj")
    assert [c.told for c in again.changes] == ["备注"]
    assert rows_of(file_in(county, there), {}) == rows_of(
        file_in(town, number), {"township": "清溪镇"}
    )
    assert [w.cases for w in waiting(county)] == [0]


def test_a_field_both_changed_is_for_the_clerk_and_the_loser_stays_in_the_log(
    town, county, tmp_path
):
    number = register(town)
    hand(town, county, tmp_path, "up1.gcj")
    there = f"清溪镇{number}"
    cases.correct(town, number, remarks="镇里写的")
    cases.correct(county, there, remarks="县里写的")
    path = tmp_path / "up2.gcj"
    make_package(town, path)
    looked = open_package(county, path, dry_run=True)
    [change] = looked.changes
    [clash] = change.clashes
    assert (clash.title, clash.here, clash.theirs) == ("备注", "县里写的", "镇里写的")
    assert not clash.takes_theirs, "here stays, until the clerk says otherwise"
    open_package(county, path, theirs=[(change.uid, clash.place, clash.field)])
    assert file_in(county, there).case.remarks == "镇里写的"
    with reading(county.database) as session:
        acts = session.exec(select(Event).where(Event.kind == EventKind.TAKEN)).all()
    assert acts[-2].details["old"] == {"remarks": "县里写的"}
    assert acts[-2].details["new"] == {"remarks": "镇里写的"}


def test_the_village_hands_to_the_township_and_that_on_to_the_county(
    town, county, named_office, tmp_path
):
    village = named_office(VILLAGE, OfficeKind.VILLAGE, "石支书")
    set_peer(village, TOWN, passphrase=PHRASE)
    number = register(village, case={"village": ""})
    hand(village, town, tmp_path, "up1.gcj")
    assert file_in(town, f"石桥村{number}").case.village == "石桥村"
    hand(town, county, tmp_path, "up2.gcj")
    there = file_in(county, f"清溪镇石桥村{number}")
    assert (there.case.township, there.case.village) == ("清溪镇", "石桥村")
    with reading(county.database) as session:
        clerks = [act.clerk for act in session.exec(select(Event)) if act.case_id]
    assert clerks[0] == "石支书（石桥村）"


def test_a_case_the_county_has_already_from_its_own_list_is_not_doubled(town, county, tmp_path):
    register(county, case={"remarks": ""})
    number = register(town, case={"remarks": "已上门"})
    [change] = hand(town, county, tmp_path, "up1.gcj").changes
    assert (change.outcome, change.number) == (Outcome.CHANGED, number)
    assert file_in(county, number).case.remarks == "已上门"
    cases.correct(county, number, file_place="3 号柜")
    [back] = hand(county, town, tmp_path, "down1.gcj", peer="清溪镇").changes
    assert (back.outcome, back.number) == (Outcome.CHANGED, number)


def test_what_is_refused_says_why_and_goes_again(town, county, tmp_path):
    register(
        county,
        person={"name": "别的人"},
        case={"insurance": "unemployment", "benefit": "unemployment_benefit"},
    )
    register(town)
    kept = register(town, person={"id_number": "430103197509041013", "name": "㛃某"})
    opened = hand(town, county, tmp_path, "up1.gcj")
    refused, taken = opened.changes
    assert refused.outcome == Outcome.REFUSED
    assert "已登记为“别的人”" in refused.why
    assert taken.number == f"清溪镇{kept}"
    make_receipt(county, tmp_path / "back.gch", peer="清溪镇")
    read = open_receipt(town, tmp_path / "back.gch")
    assert [one["why"] for one in read.refused] == [refused.why]
    assert waiting(town)[0].cases == 1
    assert make_package(town, tmp_path / "up2.gcj").cases == 1


def test_money_entered_on_both_sides_is_not_counted_twice(town, county, tmp_path):
    number = register(town)
    confirm(town, number)
    hand(town, county, tmp_path, "up1.gcj")
    there = f"清溪镇{number}"
    for office, known in ((town, number), (county, there)):
        add_receipt(office, known, 50_000)
    [change] = hand(town, county, tmp_path, "up2.gcj").changes
    assert "登记了两次" in change.why
    assert file_in(county, there).recovered_fen == 50_000


REFUSED = [
    ("version", 99, "更高版本"),
    ("schema", 99, "更高版本"),
    ("receiver", {"uid": "f" * 32, "name": "别县", "kind": "county"}, "交给“别县”"),
    ("receiver", {"uid": None, "name": "别县", "kind": "county"}, "交给“别县”"),
    ("receiver", {"uid": None, "name": COUNTY, "kind": "township"}, "交给"),
    ("counts", {"cases": 7, "attachments": 0}, "已损坏"),
    ("made_on", "2026-11-22", "请先校准两边电脑的日期"),
    ("sums", {"amount_fen": 1, "recovered_fen": 0, "left_fen": 0}, "已损坏"),
]


@pytest.mark.parametrize(("field", "value", "says"), REFUSED)
def test_a_manifest_that_does_not_hold_is_refused_and_nothing_stored(
    town, county, tmp_path, monkeypatch, field, value, says
):
    from app.services import packages

    made = packages._manifest
    monkeypatch.setattr(packages, "_manifest", lambda *given: made(*given) | {field: value})
    register(town)
    make_package(town, tmp_path / "up.gcj")
    before = dump(county)
    with pytest.raises(UserError, match=says):
        open_package(county, tmp_path / "up.gcj", passphrase=PHRASE)
    assert dump(county) == before


def test_a_receiver_written_otherwise_is_taken_when_the_clerk_says_so(town, named_office, tmp_path):
    county = named_office("蓝山县社会保险服务中心", OfficeKind.COUNTY, "刘经办")
    register(town)
    path = tmp_path / "up.gcj"
    make_package(town, path)
    with pytest.raises(UserError, match="不是给本单位的"):
        open_package(county, path, passphrase=PHRASE)
    assert open_package(county, path, passphrase=PHRASE, accept=["other_receiver"]).changes


def test_without_the_passphrase_nothing_opens(town, county, tmp_path):
    register(town)
    make_package(town, tmp_path / "up.gcj")
    with pytest.raises(UserError, match="第一次收到"):
        open_package(county, tmp_path / "up.gcj")
    with pytest.raises(UserError, match="口令不对"):
        open_package(county, tmp_path / "up.gcj", passphrase="别的口令2026")
    open_package(county, tmp_path / "up.gcj", passphrase=PHRASE)
    assert peers(county)[0].passphrase == PHRASE, "the next one needs none"


def test_giving_up_leaves_nothing(town, county, tmp_path):
    number = register(town)
    scan = tmp_path / "证.png"
    scan.write_bytes(PNG)
    paper = {"document": "低保证", "issued_on": date(2026, 1, 5), "category": "subsistence"}
    evidence.add_evidence(town, number, scan=scan, **paper)

    class GivenUp(Exception):  # noqa: N818
        pass

    def give_up_at(word):
        def progress(_done, _total, what):
            if what == word:
                raise GivenUp

        return progress

    path = tmp_path / "stick" / "up.gcj"
    before = dump(town)
    for word in ("写入", "核对"):
        with pytest.raises(GivenUp):
            make_package(town, path, progress=give_up_at(word))
    assert dump(town) == before
    assert list(path.parent.iterdir()) == []
    make_package(town, path)
    before = dump(county)
    for word in ("核对", "合并", "附件"):
        with pytest.raises(GivenUp):
            open_package(county, path, passphrase=PHRASE, progress=give_up_at(word))
    assert dump(county) == before
    assert not county.attachments.exists() or list(county.attachments.iterdir()) == []


def test_a_log_changed_behind_the_program_is_told(town, county, tmp_path):
    number = register(town)
    hand(town, county, tmp_path, "up1.gcj")
    with town.database.begin() as db:
        db.exec_driver_sql("DROP TRIGGER event_update")
        db.exec_driver_sql(f"UPDATE event SET chain = '{'0' * 64}'")  # noqa: S608
    cases.correct(town, number, remarks="x")
    assert "操作日志与上次交接时不一致" in hand(town, county, tmp_path, "up2.gcj").warnings[0]


def test_a_scan_that_is_no_picture_is_refused(town, county, tmp_path):
    number = register(town)
    with transaction(town.database) as session:
        stored = attachments.seal(town.attachments, town.data_key, b"MZ evil.exe")
        case = session.exec(select(Case).where(Case.number == number)).one()
        session.add(Attachment.new(case_id=case.id, title="x.png", **vars(stored)))
    make_package(town, tmp_path / "up.gcj")
    before = dump(county)
    with pytest.raises(UserError, match="不是图片或 PDF"):
        open_package(county, tmp_path / "up.gcj", passphrase=PHRASE)
    assert dump(county) == before


def test_a_receipt_is_read_as_a_receipt_and_only_by_whom_it_is_for(
    town, county, named_office, tmp_path
):
    register(town)
    hand(town, county, tmp_path, "up1.gcj")
    make_receipt(county, tmp_path / "back.gch", peer="清溪镇")
    with pytest.raises(UserError, match="是回执"):
        open_package(town, tmp_path / "back.gch")
    with pytest.raises(UserError, match="是交接包"):
        open_receipt(county, tmp_path / "up1.gcj")
    other = named_office(OTHER_TOWN, OfficeKind.TOWNSHIP, "王五")
    set_peer(other, COUNTY, passphrase=PHRASE)
    with pytest.raises(UserError, match="不是给本单位的"):
        open_receipt(other, tmp_path / "back.gch")


def test_a_case_book_restored_from_a_backup_finds_its_number_again(town, county, tmp_path):
    number = register(town)
    backup = tmp_path / "backup"
    for at in range(2):
        cases.correct(town, number, remarks=str(at))
        hand(town, county, tmp_path, f"up{at}.gcj")
        if at == 0:
            town.database.dispose()
            shutil.copytree(town.folder, backup)
    town.database.dispose()
    for file in (town.folder, backup):
        assert (file / DATABASE_FILE).exists()
    restored = replace(
        town, folder=backup, database=open_database(backup / DATABASE_FILE, town.data_key)
    )
    make_package(restored, tmp_path / "again.gcj")
    with pytest.raises(UserError, match="请把本机最近的回执交给对方读取"):
        open_package(county, tmp_path / "again.gcj")
    make_receipt(county, tmp_path / "back.gch", peer="清溪镇")
    open_receipt(restored, tmp_path / "back.gch")
    cases.correct(restored, number, remarks="新")
    assert make_package(restored, tmp_path / "next.gcj").sequence == 3
    restored.database.dispose()


SHORT_NAMES = {
    "清溪镇人民政府": "清溪镇",
    "蓝山县清溪镇人民政府": "清溪镇",
    "石桥村村民委员会": "石桥村",
    "清溪镇人民政府（练习）": "清溪镇",
    "城关街道办事处": "城关",
    "蓝山县社保中心": "社保中心",
}


@pytest.mark.parametrize("name", SHORT_NAMES)
def test_an_office_has_a_short_name(name):
    assert short_of(name) == SHORT_NAMES[name]


def test_peers_are_one_above_and_many_below(town):
    with pytest.raises(UserError, match="同级"):
        set_peer(town, OTHER_TOWN, kind="township")
    set_peer(town, VILLAGE, kind="village", passphrase=PHRASE)
    with pytest.raises(UserError, match="已用于"):
        set_peer(town, "下洞村村民委员会", kind="village", short="石桥村")
    with pytest.raises(UserError, match="至少 8 个字符"):
        set_peer(town, COUNTY, passphrase="短")


def test_the_stick_shows_no_name_and_no_number(town, tmp_path):
    register(town)
    path = tmp_path / "up.gcj"
    make_package(town, path)
    for planted in ("付建𬀩", "11010519491231002X", TOWN, COUNTY):
        assert planted.encode() not in path.read_bytes()
    with reading(town.database) as session:
        assert session.exec(select(Package)).one().sha256 != "0" * 64


def test_what_is_taken_out_at_one_side_goes_at_the_other(town, county, tmp_path):
    number = register(town)
    scan = tmp_path / "证.png"
    scan.write_bytes(PNG)
    with transaction(town.database) as session:
        stored = attachments.store(town.attachments, town.data_key, scan)
        case = session.exec(select(Case).where(Case.number == number)).one()
        session.add(Attachment.new(case_id=case.id, title="证.png", **vars(stored)))
    heir = liable.set_liable(town, number, role="heir", name="付小明", relation="child")
    hand(town, county, tmp_path, "up1.gcj")
    there = f"清溪镇{number}"
    kept = file_in(county, there)
    assert [one.uid for one in kept.liable] == [heir.uid]
    assert (county.attachments / kept.attachments[0].stored_name).exists()
    liable.remove_liable(town, number, heir.uid, reason="登错了")
    with transaction(town.database) as session:
        session.delete(session.exec(select(Attachment)).one())
    cases.correct(town, number, remarks="x")
    [change] = hand(town, county, tmp_path, "up2.gcj").changes
    assert change.told == "备注、责任人 -1、扫描件 -1"
    assert file_in(county, there).liable == []
    assert list(county.attachments.iterdir()) == []


FIELDS = st.sampled_from(["remarks", "handler", "township", "file_place"])
EDITS = st.lists(st.tuples(st.booleans(), FIELDS, st.sampled_from("甲乙丙")), max_size=6)


@given(edits=EDITS, prefer=st.booleans())
def test_of_every_field_one_side_wins_and_both_end_up_the_same(edits, prefer):
    base = {"case": dict.fromkeys(["remarks", "handler", "township", "file_place"], "")}
    here, theirs = ({"case": dict(base["case"])} for _ in range(2))
    for is_here, name, value in edits:
        (here if is_here else theirs)["case"][name] = value
    result = merged(base, here, theirs, lambda _: prefer)
    after = here["case"] | result.changed.get("case", {})
    for name, value in after.items():
        ours, told = here["case"][name], theirs["case"][name]
        changed = {v for v in (ours, told) if v != ""}
        if len({ours, told}) == 2 and len(changed) == 2:
            assert value == (told if prefer else ours)
            assert name in {clash.field for clash in result.clashes}
        else:
            assert value == (changed.pop() if changed else "")
    back = merged({"case": theirs["case"]}, theirs, {"case": after}, lambda _: True)
    assert back.clashes == [], "what was merged goes back without a question"
    assert theirs["case"] | back.changed.get("case", {}) == after
