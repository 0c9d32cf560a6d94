"""登记送达 in the window: of one paper, from its case or from the register."""

import pytest

from app.services import printing
from app.services.deliveries import delivery_view
from app.ui.acts.delivery_dialog import DeliveryDialog


@pytest.fixture
def notice(office, a_decided_case):
    return printing.issue(office, a_decided_case, "refund-notice")


@pytest.fixture
def dialog(qtbot, office, notice):
    shown = DeliveryDialog(delivery_view(office, notice.uid), office.today())
    qtbot.addWidget(shown)
    shown.show()
    return shown


def asked(dialog):
    return [name for name, field in dialog.act.form.fields.items() if field.isVisible()]


def title(dialog, name):
    return dialog.act.form.fields[name].title()


def test_each_manner_asks_what_proves_it(dialog, type_into):
    assert asked(dialog) == ["happened_on", "manner", "party", "until", "note"]
    type_into(dialog.act.form, manner="left")
    assert {"relation", "refusal", "witness", "proof", "servers"} <= set(asked(dialog))
    type_into(dialog.act.form, manner="post")
    assert {"relation", "proof"} <= set(asked(dialog))
    assert not {"refusal", "witness", "servers"} & set(asked(dialog))
    assert (title(dialog, "proof"), title(dialog, "party")) == ("邮件号 *", "签收人 *")


def test_a_delivery_is_recorded_from_the_case(
    panel, office, notice, a_decided_case, in_dialog, press, type_into
):
    shown = panel(a_decided_case)
    shown.show_section("papers")

    def fill(dialog):
        form = dialog.act.form
        type_into(form, manner="post", party="曹水冬", relation="self")
        press(dialog.act.save)
        assert "邮件号" in form.fields["proof"].refusal.text()
        type_into(form, proof="EMS 1234567890")
        press(dialog.act.save)

    in_dialog(fill)
    press(shown.papers.delivery)
    [act] = [line.milestone for line in shown.view.milestones]
    assert (act.kind, act.manner, act.proof) == ("notice_served", "post", "EMS 1234567890")
    assert act.document_id == notice.id
    assert "2026-11-21 已送达" in shown.messages.text()


def test_what_another_manner_asked_is_not_kept(dialog, qtbot, type_into, press):
    form = dialog.act.form
    type_into(form, manner="left", party="曹水冬", refusal="不识字", witness="村主任")
    type_into(form, manner="direct", relation="self")
    with qtbot.waitSignal(dialog.entered) as sent:
        press(dialog.act.save)
    assert sent.args[0].refusal == ""


def test_an_attempt_in_vain_is_recorded_from_the_register(
    window, office, notice, in_dialog, press, type_into
):
    window.show_page("papers")
    page = window.page("papers")

    def fill(dialog):
        press(dialog.failed)
        type_into(dialog.act.form, manner="visit", party="曹水冬", note="家中无人，邻居称外出务工")
        press(dialog.act.save)

    in_dialog(fill)
    press(page.register.delivery)
    assert "未送达（1 次未果）" in page.messages.text()


def test_a_paper_that_stays_in_the_file_is_refused_in_words(window, office, a_decided_case, press):
    printing.issue(office, a_decided_case, "visit-record")
    window.show_page("papers")
    page = window.page("papers")
    press(page.register.delivery)
    assert "不需送达" in page.messages.text()
