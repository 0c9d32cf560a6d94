import pytest

from app.errors import UserError
from app.services.office import create_office, office_exists, open_office
from app.storage.database import open_database
from tests.conftest import PASSPHRASE, TODAY

ENTERED = {"name": "清溪镇人民政府", "clerk": "张三", "passphrase": PASSPHRASE}


def again(folder, passphrase=PASSPHRASE):
    return open_office(folder, passphrase=passphrase, today=lambda: TODAY)


def test_an_office_opens_again_with_its_passphrase(office):
    office.close()
    opened = again(office.folder)
    assert opened.clerk == "张三"
    opened.close()


@pytest.mark.parametrize(
    ("changed", "field"), [({"passphrase": "1234567"}, "passphrase"), ({"name": " "}, "name")]
)
def test_what_is_refused_leaves_nothing_behind(tmp_path, changed, field):
    with pytest.raises(UserError) as refused:
        create_office(tmp_path / "新", **ENTERED | changed, today=lambda: TODAY)
    assert refused.value.field == field
    create_office(tmp_path / "新", **ENTERED, today=lambda: TODAY).close()


def test_a_failure_half_way_leaves_no_half_made_office(tmp_path, monkeypatch):
    def full(_path, _content):
        raise UserError("无法写入文件", "磁盘已满。")

    with monkeypatch.context() as broken:
        broken.setattr("app.services.office.write_safely", full)
        with pytest.raises(UserError, match="磁盘已满"):
            create_office(tmp_path / "新", **ENTERED, today=lambda: TODAY)
    assert not office_exists(tmp_path / "新")
    create_office(tmp_path / "新", **ENTERED, today=lambda: TODAY).close()


def test_a_lost_file_is_asked_for_and_never_replaced_by_an_empty_one(office):
    office.close()
    for path in office.folder.glob("guicang.db*"):
        path.unlink()
    with pytest.raises(UserError, match="请用最近的备份恢复"):
        again(office.folder)
    assert not (office.folder / "guicang.db").exists()


def test_a_damaged_file_says_so(office):
    office.close()
    file = office.folder / "guicang.db"
    file.write_bytes(b"0" * 4096)
    with pytest.raises(UserError, match="已损坏"):
        again(office.folder)


def test_a_folder_out_of_reach_is_not_called_damage(tmp_path):
    with pytest.raises(UserError, match="请确认数据文件夹存在"):
        open_database(tmp_path / "没有" / "guicang.db", bytes(32))
