"""The kinds of column: how a cell becomes a value, how a value becomes a cell, and its format.

A value is what the models hold: fen, a Month, a date, a code of the policy book.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.exchange.amounts import count_reader, yuan_reader
from app.exchange.cells import Cell, Reader, as_text, read_digits, read_id_cell, read_name
from app.exchange.dates import read_date, read_month
from app.exchange.problems import Fault, Kind
from app.exchange.word_search import only_word
from app.models import Milestone, Receipt
from app.models.month import Month
from app.models.terms import Term
from app.rules.policy import Policy
from app.rules.vocabulary import Word, find_word, label

TEXT_FORMAT = "@"
YUAN_FORMAT = "#,##0.00"
DATE_FORMAT = "yyyy-mm-dd"
COUNT_FORMAT = "0"

Shown = str | int | float | date | None


@dataclass(frozen=True)
class ColumnKind:
    """reader: for a policy and the fen of one unit of money; shown: for a value not None.

    is_day: its cells may hold a day as the number Excel counts it by.
    """

    format: str
    reader: Callable[[Policy, int], Reader]
    shown: Callable[[Policy, Any], Shown]
    is_text: bool = True
    is_day: bool = False


def _plain(read: Reader) -> Callable[[Policy, int], Reader]:
    return lambda _policy, _unit: read


def _as_it_is(_policy: Policy, value: Any) -> Shown:
    return value  # type: ignore[no-any-return]


def _as_words(_policy: Policy, value: Any) -> Shown:
    return str(value)


def words(
    table: Callable[[Policy], Mapping[str, Word]],
    unknown: Kind,
    title: str,
    never: tuple[str, ...] = (),
) -> ColumnKind:
    """Codes of one vocabulary of the policy book, written as labels.

    A cell that says more than a word (死亡后由其子领取) is taken by the one word in it, and the
    clerk is told; never: what shows that the text means something else.
    """

    def reader(policy: Policy, _unit: int) -> Reader:
        vocabulary = table(policy)

        def read(cell: Cell) -> object:
            text = as_text(cell)
            if code := find_word(vocabulary, text):
                return code
            if (code := only_word(text, vocabulary)) and not any(word in text for word in never):
                return _assumed(title, text, vocabulary[code], code)
            return unknown_word(unknown, title, text, vocabulary)

        return read

    return ColumnKind(TEXT_FORMAT, reader, lambda policy, code: label(table(policy), code))


def unknown_word(kind: Kind, title: str, text: str, known: Mapping[str, Word]) -> Fault:
    """Says which words would do."""
    choices = "、".join(dict.fromkeys(word.brief for word in known.values()))
    return Fault(kind, f"不认识的{title}“{text}”，请改为：{choices}。")


def _assumed(title: str, text: str, word: Word, code: str) -> Fault:
    advice = f"“{text[:40]}”按{title}“{word.label}”登记，请核对。"
    return Fault(Kind.WORD_ASSUMED, advice, code)


def terms(kind: type[Term]) -> ColumnKind:
    """Words of the program itself; written, never read."""
    return ColumnKind(TEXT_FORMAT, _plain(as_text), lambda _policy, code: kind(code).label)


TEXT = ColumnKind(TEXT_FORMAT, _plain(as_text), _as_words)
NAME = ColumnKind(TEXT_FORMAT, _plain(read_name), _as_words)
ID = ColumnKind(TEXT_FORMAT, _plain(read_id_cell), _as_words)
DIGITS = ColumnKind(TEXT_FORMAT, _plain(read_digits), _as_words)
MONTH = ColumnKind(TEXT_FORMAT, _plain(read_month), _as_words, is_day=True)
DATE = ColumnKind(DATE_FORMAT, _plain(read_date), _as_it_is, is_text=False, is_day=True)
COUNT = ColumnKind(COUNT_FORMAT, _plain(count_reader()), _as_it_is, is_text=False)
YUAN = ColumnKind(
    YUAN_FORMAT,
    lambda _policy, unit: yuan_reader(unit),
    lambda _policy, fen: fen / 100,
    is_text=False,
)
INSURANCE = words(
    *(lambda policy: policy.insurances, Kind.UNKNOWN_INSURANCE, "险种"),
    never=("医", "生育", "大病", "商业", "意外", "补充", "和", "、", "/", "+"),
)
REASON = words(
    *(lambda policy: policy.reasons, Kind.UNKNOWN_REASON, "多领原因"),
    never=("健在", "未死", "非死", "不属实", "无多领", "未重复", "?", "？"),
)
SOURCE = words(lambda policy: policy.sources, Kind.UNKNOWN_SOURCE, "疑点来源")
STATUS = words(lambda policy: policy.benefit_statuses, Kind.UNKNOWN_STATUS, "待遇状态")
CATEGORY = words(lambda policy: policy.categories, Kind.UNKNOWN_CATEGORY, "人员类别")
RELATION = ColumnKind(
    TEXT_FORMAT, _plain(as_text), lambda policy, code: label(policy.relations, code)
)
BENEFIT = ColumnKind(  # which words it may hold depends on the insurance: resolved with the row
    TEXT_FORMAT, _plain(as_text), lambda policy, code: label(policy.benefits, code)
)


def _computed(shown: Callable[[Policy, Any], Shown]) -> ColumnKind:
    """A text that is written and never read."""
    return ColumnKind(TEXT_FORMAT, _plain(as_text), shown)


CATEGORY_CODE = _computed(lambda policy, code: policy.categories[code].code)
CATEGORY_GROUP = _computed(lambda policy, code: policy.categories[code].group.label)
MANNER = _computed(lambda policy, code: label(policy.delivery_manners, code))
ENDING = _computed(lambda policy, code: label(policy.endings, code))
MONTH_OF_DAY = _computed(lambda _policy, day: str(Month.of(day)))


def returned(part: str) -> ColumnKind:
    """Of the receipts of a case, the sum of those whose channel belongs to a part of the ledger."""

    def shown(policy: Policy, receipts: Sequence[Receipt]) -> Shown:
        fen = sum(r.fen for r in receipts if policy.channels[r.channel].part == part)
        return fen / 100 if fen else None

    return ColumnKind(YUAN_FORMAT, _plain(as_text), shown, is_text=False)


def latest_of(group: str) -> ColumnKind:
    """Of the acts of a case, the last one of a group (milestone_groups), with its day."""

    def shown(policy: Policy, acts: Sequence[Milestone]) -> Shown:
        kinds = policy.milestones
        found = [act for act in acts if kinds[act.kind].group == group]
        return f"{kinds[found[-1].kind].label} {found[-1].happened_on}" if found else None

    return _computed(shown)
