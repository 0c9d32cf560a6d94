import sys

from app.folders import PORTABLE_MARK, default_data_folder


def test_only_the_program_on_a_stick_keeps_its_data_beside_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "归仓.exe"))
    (tmp_path / PORTABLE_MARK).touch()
    assert default_data_folder().name == "Guicang"  # run from the source
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert default_data_folder() == tmp_path / "归仓数据"
    (tmp_path / PORTABLE_MARK).unlink()
    assert default_data_folder().name == "Guicang"
