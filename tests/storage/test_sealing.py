import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.storage import packing
from app.storage.packing import ATTACHMENTS, CASES, Lock, opened, pack
from app.storage.sealing import CHUNK, Cost, check_passphrase, header_of, sealing, unsealed

QUICK = Cost(time_cost=1, memory_cost=8, parallelism=1)
PASSPHRASE = "清溪到县里2026"
SENDER = "ab" * 16
LOCK = Lock("package", SENDER, PASSPHRASE, QUICK)
SCAN = ATTACHMENTS + "0f" * 16


def quiet(*_):
    pass


def sealed(content, passphrase=PASSPHRASE):
    target = io.BytesIO()
    writer = sealing(target, passphrase, kind="package", sender=SENDER, cost=QUICK)
    for at in range(0, len(content), 1000):
        writer.write(content[at : at + 1000])
    writer.finish()
    return target.getvalue()


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("sealed") / "3.包"


def read_back(path, passphrase=PASSPHRASE):
    with unsealed(path, passphrase) as reader:
        return reader.read()


@settings(max_examples=25)
@given(size=st.sampled_from([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 7]))
def test_what_was_sealed_is_what_comes_out(place, size):
    content = bytes(n * 7 % 251 for n in range(size))
    place.write_bytes(sealed(content))
    assert read_back(place) == content


@settings(max_examples=500)
@given(data=st.data())
def test_every_flipped_byte_is_refused(place, data):
    whole = bytearray(CONTENT)
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))
    place.write_bytes(whole)
    with pytest.raises(UserError):
        read_back(place)


CONTENT = sealed(bytes(range(256)) * 300)


@pytest.mark.parametrize("kept", [0, 5, 12, 200, CHUNK, len(CONTENT) - 1])
def test_a_file_cut_off_is_refused(place, kept):
    place.write_bytes(CONTENT[:kept])
    with pytest.raises(UserError):
        read_back(place)


def test_chunks_left_out_added_or_exchanged_are_refused(place):
    start = len(CONTENT) - (256 * 300 + 2 * 16)
    head, first, last = (
        CONTENT[:start],
        CONTENT[start:][: CHUNK + 16],
        CONTENT[start + CHUNK + 16 :],
    )
    for wrong in (head + first, head + last, head + first + first + last, CONTENT + last):
        place.write_bytes(wrong)
        with pytest.raises(UserError, match="已损坏"):
            read_back(place)


def test_a_wrong_passphrase_is_told_from_a_damaged_file(place):
    place.write_bytes(CONTENT)
    with pytest.raises(UserError, match="口令不对") as refused:
        read_back(place, "清溪到县里2025")
    assert refused.value.field == "passphrase"
    assert read_back(place, " 清溪到县里２０２６")  # full width, a blank: as the clerk typed it


def test_the_file_names_nobody_and_hides_what_is_in_it(place):
    place.write_bytes(sealed("付建𬀩 430103197509041012".encode()))
    assert b"430103" not in place.read_bytes()
    assert header_of(place).sender == SENDER


def test_another_file_is_told_as_such(place):
    place.write_bytes(b"PK\x03\x04 a workbook")
    with pytest.raises(UserError, match="不是交接包"):
        header_of(place)


def test_a_newer_format_asks_for_the_newer_program(place, monkeypatch):
    monkeypatch.setattr("app.storage.sealing.FORMAT", 2)
    content = sealed(b"new")
    monkeypatch.undo()
    place.write_bytes(content)
    with pytest.raises(UserError, match="更高版本"):
        header_of(place)


def test_a_short_passphrase_is_refused():
    with pytest.raises(UserError, match="至少 8 个字符"):
        check_passphrase(" 1234567 ")


def packed(path, parts, manifest=None):
    told = manifest or {"kind": "package", "sequence": 3}
    made = [(name, lambda content=content: content) for name, content in parts]
    return pack(path, LOCK, told, made, needed=10, progress=quiet)


def test_a_package_gives_back_its_parts_and_says_what_is_in_it(tmp_path):
    path = tmp_path / "3.包"
    assert len(packed(path, [(CASES, b"{}"), (SCAN, b"\x89PNG")])) == 64
    with opened(path, PASSPHRASE, "package", quiet) as found:
        assert found.manifest["sequence"] == 3
        assert found.attachments == {"0f" * 16}
        assert found.read(SCAN) == b"\x89PNG"


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/passwd", "attachments/../x", "attachments/" + "g" * 32, "C:\\x.exe"]
)
def test_names_that_are_not_ours_are_refused_and_nothing_is_left(tmp_path, name):
    with pytest.raises(UserError, match="不该有的文件"):
        packed(tmp_path / "3.包", [(name, b"x")])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_twice_is_refused(tmp_path):
    with pytest.raises(UserError, match="重名"):
        packed(tmp_path / "3.包", [(CASES, b"1"), (CASES, b"2")])


def test_a_receipt_is_no_package(tmp_path):
    packed(tmp_path / "a", [(CASES, b"{}")])
    with pytest.raises(UserError), opened(tmp_path / "a", PASSPHRASE, "receipt", quiet):
        pass


def test_a_part_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(packing, "MOST_TEXT", 1000)
    with pytest.raises(UserError, match="太大"):
        packed(tmp_path / "a", [(CASES, bytes(5000))])


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path, monkeypatch):
    packed(tmp_path / "a", [(CASES, bytes(5000))])
    monkeypatch.setattr(packing, "MOST_BYTES", 100)
    with pytest.raises(UserError, match="太大"), opened(tmp_path / "a", PASSPHRASE, "p", quiet):
        pass


def test_a_stick_without_room_is_told_before_anything_is_written(tmp_path):
    with pytest.raises(UserError, match="空间不够"):
        pack(tmp_path / "a", LOCK, {"kind": "package"}, [], needed=10**18, progress=quiet)
    assert list(tmp_path.iterdir()) == []


def test_giving_up_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "3.包"
    packed(path, [(CASES, b"old")])
    before = path.read_bytes()

    def give_up(*_):
        raise KeyboardInterrupt

    made = [(CASES, lambda: b"new")]
    with pytest.raises(KeyboardInterrupt):
        pack(path, LOCK, {"kind": "package"}, made, needed=10, progress=give_up)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
