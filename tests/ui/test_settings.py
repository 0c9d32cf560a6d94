from PySide6.QtWidgets import QMessageBox

from app.models.terms import PrisonStart
from app.services import settings


def shown(window):
    window.show_page("settings")
    return window.page("settings")


def test_what_papers_need_is_filled_in_once(window, office, type_into, press):
    page = shown(window)
    type_into(page.agency, agency="蓝田县社会保险服务中心", agency_clerk="刘经办")
    page.accounts.rows["resident_pension"]["bank"].setText("农村商业银行营业部")
    page.accounts.rows["resident_pension"]["account_number"].setText("８０００ 0000")
    press(page.save)
    assert "设置已保存" in page.messages.text()
    assert settings.profile(office).agency == "蓝田县社会保险服务中心"
    accounts = settings.fund_accounts(office)
    assert list(accounts) == ["resident_pension"]
    assert accounts["resident_pension"].account_number == "8000 0000"


def test_an_office_without_a_name_is_refused_beside_the_field(window, type_into, press):
    page = shown(window)
    type_into(page.form, name="")
    press(page.save)
    assert "本单位名称" in page.form.fields["name"].refusal.text()


def test_a_new_name_shows_in_the_rail(window, type_into, press):
    page = shown(window)
    type_into(page.form, name="石桥镇人民政府")
    press(page.save)
    window.show_page("cases")
    assert window._office_name.text() == "石桥镇人民政府"


def test_leaving_unsaved_settings_is_asked_about(window, type_into, in_dialog):
    page = shown(window)
    type_into(page.form, name="石桥镇")
    boxes = []
    in_dialog(lambda box: (boxes.append(box), box.defaultButton().click()))
    window.show_page("cases")
    assert isinstance(boxes[0], QMessageBox)
    assert window._stack.currentWidget() is page


def test_the_policy_and_what_the_county_settled_are_chosen(window, office, type_into, press):
    page = shown(window)
    assert page.rules.fields["policy"].editor.value() == "hunan"
    days = next(name for name in page.rules.fields if name.startswith("term_"))
    type_into(page.rules, policy="jiangxi", prison_start_confirmed=True, living_floor_fen="650")
    type_into(page.rules, prison_start=PrisonStart.SAME_MONTH, **{days: "20"})
    press(page.save)
    assert "从下次登录起" in page.messages.text()
    profile = settings.profile(office)
    assert (profile.policy, profile.prison_start) == ("jiangxi", PrisonStart.SAME_MONTH)
    assert (profile.prison_start_confirmed, profile.living_floor_fen) == (True, 65_000)
    assert profile.term_days == {days.removeprefix("term_"): 20}


def test_an_absurd_term_is_refused_beside_it(window, type_into, press):
    page = shown(window)
    days = next(name for name in page.rules.fields if name.startswith("term_"))
    for typed, said in (("二十", "不是整数"), ("999", "应为 1 至")):
        type_into(page.rules, **{days: typed})
        press(page.save)
        assert said in page.rules.fields[days].refusal.text()
    page.reload()
