import pytest

from app.start import main


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (["capitals", "1409.50", "0.05"], ["壹仟肆佰零玖元伍角整", "伍分"]),
        (
            [
                "plan",
                "--owed",
                "12890",
                "--benefit",
                "1860",
                "--from",
                "2022-09",
                "--monthly",
                "372",
            ],
            {
                "least_fen": 37200,
                "each_fen": 37200,
                "last_fen": 24200,
                "periods": 35,
                "until": "2025-07",
            },
        ),
        (
            [
                "plan",
                "--owed",
                "138000",
                "--benefit",
                "0",
                "--from",
                "2022-09",
                "--instalments",
                "36",
                "--round",
                "yuan",
            ],
            {
                "least_fen": 0,
                "each_fen": 383400,
                "last_fen": 381000,
                "periods": 36,
                "until": "2025-08",
            },
        ),
        (
            [
                "overpaid",
                "--death",
                "2019-11-23",
                "--paid-until",
                "2022-07",
                "--rates",
                "2019-12:103,2020-07:108,2021-07:113,2022-07:118",
            ],
            {"months": 32, "amount_fen": 349100},
        ),
        (
            [
                "overpaid",
                "--death",
                "2022-07-30",
                "--paid-until",
                "2022-07",
                "--rates",
                "2019-12:103",
            ],
            {"months": 0, "amount_fen": 0},
        ),
        (
            ["term", "--start", "2022-09-15", "--days", "60"],
            {"until": "2022-11-14", "counted_to": "2022-11-14", "warning": ""},
        ),
    ],
)
def test_the_sums_of_the_rules(guicang, asked, answer):
    assert guicang("calc", *asked) == (0, answer)


def test_both_readings_of_a_prison_term_stand_side_by_side(guicang):
    """Domain 5.2: 2019-03-15 to 2021-02-14 at 2,000: B 23 months 46,000, A 24 months 48,000."""
    term = ("--start", "2019-03-15", "--release", "2021-02-14", "--rates", "2019-01:2000")
    code, answer = guicang("calc", "prison", *term)
    assert code == 0
    sums = {rule: (each["months"], each["amount_fen"]) for rule, each in answer.items()}
    assert sums == {"A": (24, 4_800_000), "B": (23, 4_600_000)}
    assert answer["B"]["ground"].endswith("告知事项2")


def test_an_id_number_is_read_and_judged(guicang):
    code, [right, wrong] = guicang("calc", "id", "11010519491231002x", "110105194912310021")
    assert code == 0
    assert right == {
        "number": "11010519491231002X",
        "valid": True,
        "kind": "resident_id",
        "message": "",
        "birth": "1949-12-31",
        "sex": "女",
    }
    assert (wrong["valid"], wrong["message"]) == (False, "末位校验码应为 X，请对照证件核对。")


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (["capitals", "一百"], "amount"),
        (["capitals", "1.234"], "amount"),
        (
            ["plan", "--owed", "100", "--benefit", "10", "--from", "2022-13", "--monthly", "5"],
            "from",
        ),
        (
            [
                "plan",
                "--owed",
                "12890",
                "--benefit",
                "1860",
                "--from",
                "2022-09",
                "--monthly",
                "371.99",
            ],
            "monthly_fen",
        ),
        (
            [
                "plan",
                "--owed",
                "0.05",
                "--benefit",
                "0",
                "--from",
                "2022-09",
                "--instalments",
                "10",
            ],
            "periods",
        ),
        (
            ["overpaid", "--death", "昨天", "--paid-until", "2022-07", "--rates", "2019-12:103"],
            "death",
        ),
        (
            [
                "overpaid",
                "--death",
                "2019-11-23",
                "--paid-until",
                "2022-07",
                "--rates",
                "2021-01:1",
            ],
            "rates",
        ),
        (["term", "--start", "2022-09-15", "--days", "0"], "length"),
        (["term", "--start", "2022-09-15", "--days", "9999999"], "length"),
        (["term", "--start", "1850-01-01", "--days", "1"], "start"),
        (["capitals", "12 34"], "amount"),
    ],
)
def test_a_refusal_is_an_answer_with_title_advice_and_field(guicang, asked, field):
    code, answer = guicang("calc", *asked)
    assert code == 1
    assert set(answer["error"]) == {"title", "advice", "field"}
    assert answer["error"]["field"] == field


@pytest.mark.parametrize(
    "wrong", [["nothing"], ["calc"], ["calc", "term", "--start", "2022-01-01"], ["show"]]
)
def test_wrong_usage_is_told_apart(wrong, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(wrong)
    assert stopped.value.code == 2


def test_people_read_words_where_scripts_read_json(capsys):
    assert main(["calc", "capitals", "10", "0.05"]) == 0
    assert capsys.readouterr().out == "壹拾元整\n伍分\n"
