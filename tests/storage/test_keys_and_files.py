from pathlib import Path

import pytest

from app.errors import UserError
from app.storage import attachments, keys
from app.storage.files import file_name, write_safely

KEY = bytes(range(32))
PNG = b"\x89PNG\r\n\x1a\n" + "扫描件 付建𬀩".encode()


@pytest.fixture
def key_file(tmp_path):
    path = tmp_path / "guicang.key"
    path.write_bytes(keys.new_keys("张三", "蓝天白云2026").file_content)
    return path


def test_the_right_passphrase_gives_the_same_key_every_time(key_file):
    clerk, data_key = keys.unlock(key_file, "蓝天白云2026")
    assert clerk == "张三"
    assert keys.unlock(key_file, "蓝天白云2026", "张三") == (clerk, data_key)
    assert len(data_key) == 32


@pytest.mark.parametrize(
    ("passphrase", "clerk"), [("蓝天白云2025", None), ("蓝天白云2026", "李四")]
)
def test_a_wrong_passphrase_or_clerk_opens_nothing(key_file, passphrase, clerk):
    with pytest.raises(UserError, match="口令不正确"):
        keys.unlock(key_file, passphrase, clerk)


def test_the_passphrase_is_not_in_the_file(key_file):
    assert "蓝天白云2026" not in key_file.read_text(encoding="utf-8")
    assert keys.clerks(key_file) == ["张三"]


def test_a_short_passphrase_is_refused():
    with pytest.raises(UserError, match="至少 8 个字符"):
        keys.new_keys("张三", "1234567")


@pytest.mark.parametrize("damage", ["", "{}", '{"clerks": [{}]}', "不是密钥"])
def test_a_damaged_key_file_says_so(key_file, damage):
    key_file.write_text(damage, encoding="utf-8")
    with pytest.raises(UserError, match="密钥文件已损坏"):
        keys.unlock(key_file, "蓝天白云2026")


def test_a_missing_key_file_says_so(tmp_path):
    with pytest.raises(UserError, match="找不到密钥文件"):
        keys.clerks(tmp_path / "none")


def test_a_scan_comes_back_as_it_was_and_lies_encrypted(tmp_path):
    scan = tmp_path / "残疾人证 付建𬀩.png"
    scan.write_bytes(PNG)
    stored = attachments.store(tmp_path / "attachments", KEY, scan)
    assert attachments.read(tmp_path / "attachments", KEY, stored.stored_name) == PNG
    [file] = (tmp_path / "attachments").iterdir()
    assert "付建𬀩" not in file.name
    assert PNG[8:] not in file.read_bytes()


def test_a_changed_scan_is_found_out(tmp_path):
    (tmp_path / "a.png").write_bytes(PNG)
    stored = attachments.store(tmp_path / "kept", KEY, tmp_path / "a.png")
    file = tmp_path / "kept" / stored.stored_name
    *whole, last = file.read_bytes()
    file.write_bytes(bytes((*whole, last ^ 1)))
    with pytest.raises(UserError, match="缺失或已损坏"):
        attachments.read(tmp_path / "kept", KEY, stored.stored_name)


@pytest.mark.parametrize("content", [b"", b"MZ\x90\0", b"<html>"])
def test_only_pictures_and_pdf_are_taken(tmp_path, content):
    (tmp_path / "x.png").write_bytes(content)
    with pytest.raises(UserError, match="不是 JPG、PNG、TIFF 图片或 PDF"):
        attachments.store(tmp_path / "kept", KEY, tmp_path / "x.png")


def test_an_old_file_stays_when_the_new_one_is_no_good(tmp_path):
    target = tmp_path / "台账.xlsx"
    write_safely(target, b"old")

    def refuse(_path):
        raise OSError

    with pytest.raises(UserError, match=r"“台账\.xlsx”未能写入"):
        write_safely(target, b"new", refuse)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["台账.xlsx"]


def test_a_scanner_that_holds_the_file_for_a_moment_is_waited_for(tmp_path, monkeypatch):
    replace, held = Path.replace, [PermissionError, PermissionError]

    def held_twice(part, target):
        if held:
            raise held.pop()
        return replace(part, target)

    monkeypatch.setattr(Path, "replace", held_twice)
    write_safely(tmp_path / "台账.xlsx", b"new")
    assert (tmp_path / "台账.xlsx").read_bytes() == b"new"


def test_a_folder_that_cannot_be_written_to_says_so(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserError, match="请检查磁盘空间"):
        write_safely(tmp_path / "file" / "x.pdf", b"x")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2026-0001 阿依古丽·吐尔逊 告知书", "2026-0001 阿依古丽·吐尔逊 告知书"),
        ("付建𬀩㛃", "付建𬀩㛃"),
        ('潭社险〔2026〕1/2号: "急"', "潭社险〔2026〕1_2号_ _急_"),
        ("con", "_con"),
        ("张三. ", "张三"),
        ("", "_"),
        ("a\tb\n", "a_b_"),
    ],
)
def test_a_file_name_is_one_that_windows_takes(text, name):
    assert file_name(text) == name
