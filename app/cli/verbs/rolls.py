"""Verbs of lists of other offices: matched, then each person found accepted or not."""

from argparse import Namespace
from pathlib import Path

from app.cli.answers import Answer, day
from app.cli.plain import plain
from app.cli.verbs.words import Verbs, code
from app.services.office import Office
from app.services.roll_reading import read_roll
from app.services.rolls import accept, decline, proposals, store_roll


def match(office: Office, asked: Namespace) -> Answer:
    """Also what `import --as list` does."""
    word = asked.category
    category = code(office.policy.categories, word, "人员类别", "category") if word else ""
    on = day(asked.on, "名单日期", "listed_on") if asked.on else None
    read = read_roll(office, Path(asked.file), category=category, listed_on=on)
    new = None if asked.dry_run else store_roll(office, read)
    told: dict[str, object] = plain(read)
    return told | {"new": new}


def _matches(office: Office, asked: Namespace) -> Answer:
    found = proposals(office, asked.number, decided=asked.all)
    return [plain(one) | {"state": one.state.value} for one in found]


def _judge_match(office: Office, asked: Namespace) -> Answer:
    if asked.decline is not None:
        decline(office, asked.uid, reason=asked.decline)
        return {"uid": asked.uid, "state": "declined"}
    evidence = accept(office, asked.uid)
    return {"uid": asked.uid, "state": "accepted", "evidence": evidence.uid}


VERBS: Verbs = {"match": match, "matches": _matches, "judge-match": _judge_match}
