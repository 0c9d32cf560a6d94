"""Deliveries by script: by the beginning of a uid, failed ones, refusal, taking back.

The person of this case has died: a daughter receives what is for them.
"""

from datetime import date

import pytest
from pypdf import PdfReader

NUMBER = "2026-0001"
DAUGHTER = ("receiver=陈小英", "relation=女儿")


@pytest.fixture
def issued(imported, tmp_path):
    """A verb that delivers the notice of a case just issued."""
    imported("verify", NUMBER, "--by", "李四", "--on", "2026-11-20", "--result", "confirmed")
    _, answer = imported("issue", "refund-notice", NUMBER, "--out", str(tmp_path / "告知书.pdf"))

    def deliver(*entered):
        return imported("deliver", answer["uid"][:8], *entered)

    return deliver


def test_a_paper_is_delivered_and_its_term_begins(issued, imported):
    today = date.today()  # noqa: DTZ011 - the verbs ask the same clock
    code, answer = issued("manner=邮寄送达", *DAUGHTER, "reference=XA12345678943")
    assert (code, answer["kind"]) == (0, "notice_served")
    assert (date.fromisoformat(answer["until"]) - today).days >= 15
    assert answer["delivery"] == f"{today} 已送达"
    assert "回执上注明的收件日期" in answer["proof"]
    [act] = imported("show", NUMBER)[1]["milestones"]
    assert (act["proof"], act["relation"]) == ("XA12345678943", "daughter")


def test_three_failed_attempts_are_counted_with_the_paper(issued):
    for manner in ("上门", "电话", "退件"):
        code, answer = issued("--failed", f"manner={manner}", "note=家中无人")
        assert (code, answer["kind"]) == (0, "contact_failed")
    assert answer["delivery"] == "未送达（3 次未果）"
    assert issued()[1]["attempts"] == 3


def test_refusal_to_sign_leads_to_leaving_it_at_the_door(issued):
    code, answer = issued("--failed", "manner=上门", "refusal=称没有多领")
    assert (code, answer["error"]["field"]) == (1, "manner")
    assert "请改选“留置送达”：在送达回证上记明拒收事由和日期" in answer["error"]["advice"]
    left = (*DAUGHTER, "refusal=称没有多领", "witness=村干部李四", "servers=王走访、李核实")
    assert issued("manner=留置", *left)[1]["error"]["field"] == "manner"
    code, answer = issued("manner=留置送达", *left)
    assert (code, answer["manner"]) == (0, "留置送达")


def test_a_delivery_taken_back_may_be_recorded_again(issued, imported):
    direct = ("manner=直接送达", *DAUGHTER)
    first = issued(*direct)[1]
    code, answer = issued(*direct)
    assert (code, "请先撤回" in answer["error"]["advice"]) == (1, True)
    imported("take-back", NUMBER, first["uid"], "--reason", "记错日期")
    assert issued()[1]["delivery"] == "未送达"
    assert issued(*direct)[0] == 0


def test_the_papers_not_delivered_are_a_list_of_their_own(issued, imported):
    """The next step is to stop the benefit; the notice waits all the same."""
    assert imported("show", NUMBER)[1]["next"]["code"] == "stop_benefit"
    _, rows = imported("todo", "unserved")
    assert [row["number"] for row in rows] == [NUMBER]
    issued("manner=direct", *DAUGHTER)
    assert imported("todo", "unserved")[1] == []


def test_a_paper_unknown_or_kept_in_the_file_is_refused(issued, imported, tmp_path):
    assert imported("deliver", "ffffffff")[1]["error"]["field"] == "paper"
    _, kept = imported("issue", "case-index", NUMBER, "--out", str(tmp_path / "目录.pdf"))
    code, answer = imported("deliver", kept["uid"], "manner=direct")
    assert (code, answer["error"]["title"]) == (1, "《卷宗目录》不需送达")


def test_what_a_form_asks_is_typed_after_it(issued, imported, tmp_path):
    out = ("--out", str(tmp_path / "送达回证.pdf"))
    issued("manner=邮寄送达", *DAUGHTER, "reference=XA12345678943")
    code, _ = imported("issue", "delivery-receipt", NUMBER, *out, "copies=1", "recipient=陈小英")
    [page] = PdfReader(tmp_path / "送达回证.pdf").pages
    text = "".join(page.extract_text().split())
    assert code == 0
    assert "邮件号：XA12345678943" in text
    assert "与受送达人关系：女儿" in text
    for wrong, told in (
        ("manner=飞鸽", "请在列表中选择"),
        ("copies=两", "应为数字"),
        ("deadline=2026-12-31", "没有“deadline”这一项"),
    ):
        code, answer = imported("issue", "delivery-receipt", NUMBER, *out, wrong)
        assert (code, answer["error"]["field"]) == (1, wrong.split("=")[0])
        assert told in answer["error"]["advice"]
