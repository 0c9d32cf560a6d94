"""Who can pay: evidence in whose name, what lacks, the ability to repay, persons liable."""

from PySide6.QtWidgets import QMessageBox

from app.models.terms import LiableRole
from tests.ui.acts import view_of


def test_what_a_category_lacks_is_listed_with_what_it_proves(
    panel, a_confirmed_case, type_into, press
):
    shown = panel(a_confirmed_case)
    shown.show_section("evidence")
    materials = shown.evidence.materials
    assert not materials.isVisible()
    type_into(shown.evidence.entry.form, category="severe_disability", issued_on="2025-10-01")
    press(shown.evidence.entry.save)
    assert materials.isVisible()
    assert "重度残疾人" in materials.judged.text()
    assert materials._proves.text().startswith("证明：")


def test_a_relatives_paper_bears_their_name(panel, a_confirmed_case, type_into, press):
    shown = panel(a_confirmed_case)
    shown.show_section("evidence")
    entry = shown.evidence.entry
    assert not entry.form.fields["holder_name"].isVisible()
    type_into(entry.form, category="subsistence", issued_on="2026-10-01", whose="spouse")
    assert entry.form.fields["holder_name"].isVisible()
    press(entry.save)
    assert "持证人姓名" in entry.form.fields["holder_name"].refusal.text()
    type_into(entry.form, holder_name="付建𬀩")
    press(entry.save)
    [paper] = view_of(shown).file.evidence
    assert (paper.whose, paper.holder_name) == ("spouse", "付建𬀩")
    assert shown.evidence.kept.table.records.index(0, 2).data() == "配偶付建𬀩"
    assert not entry.form.fields["holder_name"].isVisible()


def test_two_people_judge_the_ability_to_repay(panel, a_confirmed_case, type_into, press):
    shown = panel(a_confirmed_case)
    shown.show_section("evidence")
    card = shown.evidence.ability
    press(card.fold)
    press(card.list.add)
    press(card.list.save)
    assert "核查人之二" in card.list.form.fields["second_by"].refusal.text()
    type_into(card.list.form, second_by="张三", household="3", income_fen="800")
    press(card.list.save)
    assert "有无偿还能力" in card.list.form.fields["can_repay"].refusal.text()
    type_into(card.list.form, can_repay=False)
    press(card.list.save)
    assert "不能是同一人" in shown.messages.text()
    type_into(card.list.form, second_by="李四")
    press(card.list.save)
    [ability] = view_of(shown).file.abilities
    assert (ability.household, ability.income_fen, ability.can_repay) == (3, 80_000, False)
    assert view_of(shown).case.can_repay is False
    assert "没有偿还能力" in card.told()


def test_an_heir_is_registered_changed_and_renounces(panel, a_confirmed_case, type_into, press):
    shown = panel(a_confirmed_case)
    shown.show_section("liable")
    section = shown.liable
    press(section.list.add)
    number = "11010519491231002X"
    type_into(section.list.form, role=LiableRole.HEIR, name="曹小英", relation="child")
    type_into(section.list.form, id_number=number, limit_fen="5,000")
    press(section.list.save)
    [heir] = view_of(shown).file.liable
    assert (heir.name, heir.id_number, heir.limit_fen) == ("曹小英", number, 500_000)
    press(section.list.change)
    hint = section.list.form.fields["id_number"].editor.placeholderText()
    assert "不改不填" in hint
    assert number not in hint
    type_into(section.list.form, share_fen="6,000")
    press(section.list.save)
    assert "不能多于所得遗产" in section.list.form.fields["share_fen"].refusal.text()
    type_into(section.list.form, share_fen="4,000")
    press(section.list.save)
    [heir] = view_of(shown).file.liable
    assert (heir.share_fen, heir.id_number) == (400_000, number)
    press(section.acts.renounce)
    assert section.acts.renouncing.fields["renounced_on"].refusal.text()
    type_into(section.acts.renouncing, renounced_on="2026-11-20", document="放弃继承书")
    press(section.acts.renounce)
    assert str(view_of(shown).file.liable[0].renounced_on) == "2026-11-20"
    assert not section.acts.renounce.isVisible()


def test_a_unit_inherits_nothing(panel, a_confirmed_case, type_into, press):
    shown = panel(a_confirmed_case)
    shown.show_section("liable")
    press(shown.liable.list.add)
    type_into(shown.liable.list.form, role=LiableRole.UNIT, name="石桥镇中心小学")
    assert not shown.liable.list.form.fields["limit_fen"].isVisible()
    press(shown.liable.list.save)
    assert view_of(shown).file.liable[0].role == LiableRole.UNIT
    assert not shown.liable.acts.renounce.isVisible()


def test_who_was_entered_by_mistake_is_taken_off_once_sure(
    panel, a_confirmed_case, type_into, press, in_dialog
):
    shown = panel(a_confirmed_case)
    shown.show_section("liable")
    press(shown.liable.list.add)
    type_into(shown.liable.list.form, role=LiableRole.UNIT, name="石桥镇中心小学")
    press(shown.liable.list.save)
    press(shown.liable.acts.remove)
    assert "删除原因" in shown.liable.acts.removing.fields["note"].refusal.text()
    type_into(shown.liable.acts.removing, note="登记错人")

    def agree(box):
        assert isinstance(box, QMessageBox)
        next(b for b in box.buttons() if b is not box.defaultButton()).click()

    in_dialog(agree)
    press(shown.liable.acts.remove)
    assert view_of(shown).file.liable == []


def test_the_order_of_sources_is_told(panel, a_confirmed_case, press):
    shown = panel(a_confirmed_case)
    shown.show_section("liable")
    assert "还余 ¥12,890.00" in shown.liable.sources.told()
