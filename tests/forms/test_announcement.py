from dataclasses import replace
from datetime import date

from app.forms import announcement
from app.forms.handed import Handed
from app.models.terms import PersonStatus
from tests.forms.golden import composed, lines_of
from tests.forms.samples import DEAD, LUMP, NOTHING_KNOWN, SAMPLES, a_card, a_case, a_person, facts


def printed(paper_facts):
    return "\n".join(lines_of(announcement.compose(paper_facts)))


def test_public_paper_hides_the_number_and_says_nothing_private():
    prisoner = facts(
        person=a_person(status=PersonStatus.IN_PRISON),
        case=a_case(reason="imprisonment", village="双江村"),
        reason_label="服刑或被采取强制措施期间领取",
        findings="当事人患病，2020年被判刑。",
        cards=(a_card(),),
    )
    text = printed(prisoner)
    assert "张三（公民身份号码：430***********1012，双江村）：" in text
    for private in ("430321195003081012", "6230901807012345678", "服刑", "患病", "判刑", "低保"):
        assert private not in text


def test_no_sample_shows_a_whole_number_account_or_sum():
    for name, sample in SAMPLES.items():
        text = "\n".join(lines_of(composed(announcement, name)))
        private = [sample.person.id_number, *(card.account_number for card in sample.cards)]
        assert not any(word in text for word in private if word)
        assert "3,491.00" not in text


def test_papers_are_served_by_it_within_thirty_days():
    text = printed(LUMP)
    assert "根据《中华人民共和国民事诉讼法》第九十五条的规定" in text
    assert "经过30日，即视为送达" in text
    assert "《多领社会保险待遇追缴告知书》（潭社险追字〔2022〕第 7 号）" in text


def test_without_a_paper_to_serve_it_looks_for_the_person():
    text = printed(NOTHING_KNOWN)
    assert "多次联系未果" in text
    assert "视为送达" not in text


def test_papers_handed_over_already_are_not_served_by_it():
    handed = Handed(date(2022, 9, 5), "direct", "张三")
    assert "视为送达" not in printed(replace(LUMP, handed=handed))


def test_of_the_dead_it_turns_to_the_heirs():
    assert "的近亲属、遗产继承人：" in printed(DEAD)
