"""Every article of the notice, of the domain and of the dossier is answered by tests that exist."""

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ARTICLES = tomllib.loads((ROOT / "tests/data/articles.toml").read_text(encoding="utf-8"))["article"]
KINDS = (
    *("next step", "verify", "tell", "serve annex 1", "audit", "report", "instalment"),
    *("evidence", "assistance", "announcement", "visit", "lift", "deposit", "hand over"),
    "untouched",
)
EXPECTED = [
    *("一", "一(一)", "一(二)", "二(一)", "二(二)", "二(三)"),
    *("三", "三(一)", "三(二)", "三(三)", "三(四)", "四(一)", "四(二)", "四(三)", "有效期"),
    *("附件1", "附件2", *(f"告知事项{n}" for n in range(1, 13)), "承诺内容"),
    *(f"domain 3.{n}" for n in range(1, 8)),
    *(f"domain 4 {m}" for m in ("order", "agreement", "assistance", "enforcement")),
    "domain 4 recommendation",
    *(f"domain 5.{n}" for n in range(1, 12)),
    *(f"domain 6 {kind}" for kind in KINDS),
    "domain 9",
    *(f"fact {n}" for n in range(1, 16)),
]


@cache
def functions(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@cache
def example_names(path):
    tables = tomllib.loads((ROOT / path).read_text(encoding="utf-8")).values()
    rows = [row for table in tables if isinstance(table, list) for row in table]
    return {row["name"] for row in rows}


def test_every_article_stands_once_and_in_order():
    assert [article["code"] for article in ARTICLES] == EXPECTED


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["code"])
def test_an_article_is_answered_by_tests_that_exist(article):
    assert article["says"].endswith("。")
    assert article["rules"]
    assert article["tests"]
    for proof in article["tests"]:
        if "::" in proof:
            path, name = proof.split("::")
            assert name in functions(path), proof
        else:
            path, name = proof.split(": ", 1)
            assert name in example_names(path), proof


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["code"])
def test_the_rules_an_article_names_are_there(policy, article):
    """A path, with what to look for behind it; or an entry of the policy book, kind.code."""
    for rule in article["rules"]:
        path = rule.split(" ")[0]
        kind, _, code = rule.partition(".")
        assert (ROOT / path).exists() or code in getattr(policy, kind, ()), rule
