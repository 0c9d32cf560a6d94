"""What a newcomer sees first on a machine without a screen."""

import os
from contextlib import chdir, closing, redirect_stdout
from dataclasses import replace
from datetime import date
from io import StringIO
from shutil import copytree
from unicodedata import normalize

import pypdf
import pytest

from app.cli.demo import MARK, PICTURES
from app.forms import FORMS
from app.models.terms import OfficeKind
from app.services import summaries
from app.services.office import open_office
from app.services.package_opening import open_package
from app.services.package_words import Outcome
from app.services.packages import make_package
from app.services.peers import set_peer
from app.services.practice import PASSPHRASE
from app.start import main

SCREEN = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """The demo as it is played without a screen: its folder, and what was said."""
    folder, said = tmp_path_factory.mktemp("演示"), StringIO()
    with pytest.MonkeyPatch.context() as patch, chdir(folder), redirect_stdout(said):
        for name in SCREEN:
            patch.delenv(name, raising=False)
        assert main([]) == 0
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return folder / "demo", said.getvalue()


@pytest.fixture(scope="module")
def papers(played):
    """What each PDF of the folder says, as it is copied out of it."""
    found = sorted((played[0] / "papers").iterdir())
    return {path.stem: copied(path) for path in found}


def copied(path):
    text = "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    return normalize("NFC", "".join(text.split()))


def test_without_a_screen_the_demo_says_so_and_plays(played):
    folder, said = played
    assert said.startswith("这台机器没有屏幕")
    made = {path.name for path in (*folder.iterdir(), *(folder / "papers").iterdir())}
    assert {"县级疑点表.xlsx", "追缴台账.xlsx"} <= made
    pictures = {path.stem for path in (folder / "screenshots").iterdir()}
    assert pictures == set(PICTURES)
    for name in made:
        assert name in said


def test_every_practice_case_arrives_at_the_county_as_it_is(played, named_office, tmp_path):
    phrase = "交接口令2026"
    county = named_office("练习县社保中心", OfficeKind.COUNTY, "刘经办")
    county = replace(county, today=date.today)
    folder = tmp_path / "练习数据"
    copytree(played[0] / "练习数据", folder)
    town = open_office(folder, passphrase=PASSPHRASE, today=county.today)
    with closing(town):
        set_peer(town, "练习县社保中心", passphrase=phrase)
        made = make_package(town, tmp_path / "1.gcj")
        opened = open_package(county, tmp_path / "1.gcj", passphrase=phrase)
        assert opened.count(Outcome.NEW) == made.cases > 9
        again = make_package(town, tmp_path / "2.gcj", everything=True)
        same = open_package(county, tmp_path / "2.gcj").count(Outcome.SAME)
        assert same == again.cases == made.cases
        assert ledgers(county) == ledgers(town)


def ledgers(office):
    """Money and state of every case, by the person and the end of its number."""
    rows = summaries.case_rows(office, "")
    told = ((r.number[-9:], r.name, r.amount_fen, r.recovered_fen, r.state) for r in rows)
    return sorted(told)


@pytest.mark.parametrize("module", FORMS, ids=lambda module: module.FORM.code)
def test_every_form_is_printed_from_the_practice_office(papers, module):
    at, title = FORMS.index(module) + 1, module.FORM.title
    printed = {name: text for name, text in papers.items() if name.startswith(f"{at:02} {title} ")}
    assert printed, f"no story of the practice office comes to 《{title}》"
    for name, text in printed.items():
        assert "".join(title.split()) in text, name
        assert len(text) > 150, name


def test_what_is_printed_together_and_the_lists_are_there(papers):
    assert papers["送达包"].count("送达回证") >= 3
    assert "王桂英" in papers["送达包"]
    for name in ("多领社会保险待遇追缴台账", "待送达文书清单", "多领社会保险待遇追缴情况月报"):
        assert name in papers[name]


@pytest.mark.parametrize("name", ["付建𬀩", "李㛃", "朱𠅤", "古丽巴哈尔·阿不都热合曼", "万建国"])
def test_names_come_out_of_the_pdf_as_they_went_in(papers, name):
    own = [text for paper, text in papers.items() if paper.endswith(f" {name}")]
    assert own
    assert all(name in text for text in own)


@pytest.mark.parametrize("there", ["练习数据", None])
def test_the_demo_replaces_only_what_it_made_itself(tmp_path, capsys, there):
    if there:
        (tmp_path / there).mkdir()
        (tmp_path / there / "重要.txt").touch()
        assert main(["demo", "--out", str(tmp_path)]) == 1
        assert (tmp_path / there / "重要.txt").exists()
        assert "请另选文件夹" in capsys.readouterr().out
    else:
        (tmp_path / "file").touch()
        assert main(["demo", "--out", str(tmp_path / "file")]) == 1
        assert "请另选位置" in capsys.readouterr().out
    assert not (tmp_path / "练习数据" / MARK).exists()
