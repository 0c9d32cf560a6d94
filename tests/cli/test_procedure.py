"""The procedure by script: acts recorded, refused with their article, explained, listed."""

import pytest

from app.cli.verbs.inquiry import _facts

NUMBER = "2026-0001"


@pytest.fixture
def confirmed(imported):
    imported("verify", NUMBER, "--by", "李四", "--on", "2026-11-20", "--result", "confirmed")
    return imported


def shown(guicang):
    return guicang("show", NUMBER)[1]


def test_an_act_is_recorded_and_names_what_comes_next(confirmed):
    assert shown(confirmed)["next"]["code"] == "stop_benefit"
    code, answer = confirmed("step", NUMBER, "停发待遇")
    assert (code, answer["state"], answer["next"]["code"]) == (0, "确认多领", "tell_kin")
    assert shown(confirmed)["benefit_status"] == "停止发放"


def test_the_audit_waits_until_the_notice_was_served_and_its_term_is_over(confirmed, tmp_path):
    confirmed("issue", "refund-notice", NUMBER, "--out", str(tmp_path / "告知书.pdf"))
    served = ("manner=direct", "party=陈小英", "relation=女儿")
    code, _ = confirmed("step", NUMBER, "notice_served", *served)
    assert code == 0
    code, answer = confirmed("step", NUMBER, "audit_started", "party=甲、乙")
    assert (code, answer["error"]["field"]) == (1, "kind")
    assert "“送达告知书”的期限到 " in answer["error"]["advice"]
    assert "期满后才能办理" in answer["error"]["advice"]


def test_a_slip_is_taken_back_and_both_stay(confirmed):
    _, answer = confirmed("step", NUMBER, "benefit_stopped")
    assert confirmed("take-back", NUMBER, answer["uid"], "--reason", "记错个案")[0] == 0
    case = shown(confirmed)
    assert case["milestones"] == []
    titles = [event["title"] for event in case["events"]]
    assert titles[-2:] == ["办理事项", "撤回办理事项"]


def test_death_dates_stand_side_by_side_until_one_is_settled(confirmed):
    confirmed("death-date", NUMBER, "source=数据比对", "died_on=2019-12-30")
    _, answer = confirmed("death-date", NUMBER, "source=death_certificate", "died_on=2019-12-05")
    [settled] = [each["row"]["uid"] for each in answer["lines"] if each["is_earliest"]]
    asked = ("death-date", NUMBER, "--settle", settled, "reason=以医学证明为准")
    _, answer = confirmed(*asked)
    assert [each["row"]["is_settled"] for each in answer["lines"]].count(True) == 1
    assert shown(confirmed)["person_status"] == "死亡"
    assert shown(confirmed)["person_status_on"] == "2019-12-05"


def test_an_estimate_shows_its_steps_and_can_be_adopted(imported):
    facts = ("event=2019-12-05", "paid_until=2021-05", "rates=2020-01:1000")
    _, answer = imported("estimate", NUMBER, *facts)
    assert answer["chosen"]["amount_fen"] == 1_700_000
    assert shown(imported)["estimated_fen"] == 2_115_463
    imported("estimate", NUMBER, *facts, "--adopt")
    assert shown(imported)["estimated_fen"] == 1_700_000


def test_both_readings_of_a_prison_term_stand_side_by_side(imported):
    imported("correct", NUMBER, "reason=imprisonment", "status=in_prison")
    facts = ("start=2019-03-15", "release=2021-02-14", "rates=2019-03:2000")
    _, answer = imported("estimate", NUMBER, *facts)
    sums = {rule: each["amount_fen"] for rule, each in answer["by_rule"].items()}
    assert sums == {"B": 4_600_000, "A": 4_800_000}


def test_what_is_adopted_by_another_reading_is_what_is_told(imported):
    imported("correct", NUMBER, "reason=imprisonment", "status=in_prison")
    facts = ("start=2019-03-15", "release=2021-02-14", "rates=2019-03:2000")
    _, answer = imported("estimate", NUMBER, *facts, "--adopt", "--rule", "A")
    assert answer["chosen"]["amount_fen"] == shown(imported)["estimated_fen"] == 4_800_000


@pytest.mark.parametrize("field", ["kept_grant", "due_fen"])
def test_a_count_or_fen_that_is_no_whole_number_is_refused(imported, field):
    code, answer = imported("estimate", NUMBER, f"{field}=二")
    assert (code, answer["error"]["field"]) == (1, field)


def test_fen_are_fen_and_yuan_are_yuan():
    assert _facts(["due_fen=5000"]).due_fen == _facts(["due_yuan=50"]).due_fen == 5000


def test_heirs_ability_and_checks_are_entered(confirmed):
    assert confirmed("check", NUMBER, "heirs", "--result", "yes", "source=visit")[0] == 0
    heir = ("role=heir", "name=付建𬀩", "relation=子女", "limit_yuan=5000")
    code, answer = confirmed("liable", NUMBER, *heir)
    assert (code, answer["limit_fen"]) == (0, 500_000)
    judged = ("judged_on=2026-11-20", "judged_by=张三", "second_by=李四", "household=3")
    means = ("income_yuan=1200", "can_repay=false")
    assert confirmed("ability", NUMBER, *judged, *means)[0] == 0
    case = shown(confirmed)
    assert (case["can_repay"], case["liable"][0]["name"]) == (False, "付建𬀩")


def test_every_figure_is_explained(confirmed):
    _, answer = confirmed("explain", NUMBER)
    figures = {each["figure"]: each["value"] for each in answer["figures"]}
    assert figures["应追金额"] == "21,154.63 元"
    assert answer["text"].startswith("计算说明")
    assert shown(confirmed)["explained"] == answer["figures"]


def test_the_lists_of_today_are_counted_and_opened(confirmed):
    _, answer = confirmed("todo")
    steps = {each["code"]: each["count"] for each in answer["steps"]}
    assert steps == {"verify": 59, "stop_benefit": 1}
    _, rows = confirmed("todo", "verify", "--limit", "2")
    assert len(rows) == 2


def test_what_the_county_settled_is_set(imported):
    _, answer = imported("settings", "T04=30", "prison_start=A", "living_floor_yuan=650")
    assert (answer["term_days"], answer["living_floor_fen"]) == ({"T04": 30}, 65_000)
    code, answer = imported("settings", "policy=湖北")
    assert (code, answer["error"]["field"]) == (1, "policy")


@pytest.mark.parametrize("name", ["clerk", "foo", "rules_hash", "term_days"])
def test_a_setting_that_is_not_there_is_refused_with_those_that_are(an_office, name):
    code, answer = an_office("settings", f"{name}=李四")
    assert (code, answer["error"]["field"]) == (1, name)
    advice = answer["error"]["advice"]
    assert f"没有“{name}”这一项" in advice
    assert "agency（县级经办机构名称）" in advice
    assert "living_floor_yuan（当地最低生活保障月标准）" in advice
    assert "T04（" in advice
    assert f"、{name}（" not in advice


@pytest.mark.parametrize("asked", [("step", NUMBER, "closed", "颜色=红"), ("todo", "没有")])
def test_a_wrong_word_is_refused_by_name(imported, asked):
    code, answer = imported(*asked)
    assert code == 1
    assert answer["error"]["advice"]
