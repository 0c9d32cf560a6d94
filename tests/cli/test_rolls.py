"""A list of another office matched on the command line."""

import pytest

from tests.cli.conftest import CLEAN
from tests.exchange.books import write_book


@pytest.fixture
def listed(imported, tmp_path):
    """A list with the first imported person on it; runs command lines."""
    [case] = imported("cases", "2026-0001")[1]
    rows = [["姓名", "证件号码"], [case["name"], case["id_number"]]]
    path = write_book(tmp_path / "2026年6月特困人员.xlsx", {"名单": rows})
    return imported, str(path)


def test_a_list_is_matched_and_each_person_decided(listed):
    guicang, path = listed
    code, looked = guicang("match", path, "--dry-run")
    assert (code, looked["category"], looked["listed_on"]) == (0, "extreme_poverty", "2026-06-30")
    assert ([hit["number"] for hit in looked["hits"]], looked["new"]) == (["2026-0001"], None)
    assert guicang("matches")[1] == []
    assert guicang("match", path)[1]["new"] == 1
    [proposal] = guicang("matches", "2026-0001")[1]
    assert (proposal["state"], proposal["place"]) == ("open", "“名单”表第 2 行")
    code, told = guicang("judge-match", proposal["uid"], "--decline", "已退出")
    assert (code, told["state"]) == (0, "declined")
    code, told = guicang("judge-match", proposal["uid"])
    assert (code, told["error"]["title"]) == (1, "已经处理过")


def test_a_list_without_a_day_asks_for_it(imported):
    code, told = imported("match", str(CLEAN), "--category", "低保")
    assert (code, told["error"]["field"]) == (1, "listed_on")
    assert imported("match", str(CLEAN), "--category", "低保", "--on", "2026-10-01")[0] == 0
    assert len(imported("matches")[1]) == 60
