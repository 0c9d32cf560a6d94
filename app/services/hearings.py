"""陈述申辩: whether the person was told that they may be heard, and what they said."""

from dataclasses import dataclass
from datetime import date

from app.rules.policy import Finding, Policy
from app.services.case_file import CaseFile, last

TOLD, HEARD = "hearing_told", "heard"
SAID = {  # the outcomes of the act 听取陈述申辩, and their sentences
    "stated": "hearing_stated",
    "waived": "hearing_waived",
    "unreached": "hearing_unreached",
}


@dataclass(frozen=True)
class Hearing:
    """state: untold, waiting, over, stated, waived or unreached. said: in the clerk's words."""

    state: str
    until: date | None
    said: str
    finding: Finding

    @property
    def was_heard(self) -> bool:
        """Whether a decision may go on: heard, waived, or the term was let pass."""
        return self.state in ("stated", "waived", "over")


def hearing_of(policy: Policy, file: CaseFile, on: date) -> Hearing:
    """How it stands on a day. An answer counts for the last time the person was told; one given
    without having been told counts as well.
    """
    told = last(act for act in file.acts if act.kind == TOLD)
    heard = last(act for act in file.acts if act.kind == HEARD)
    until = told.until if told else None
    if heard and (told is None or heard.happened_on >= told.happened_on):
        names = {"on": str(heard.happened_on), "said": heard.note}
        finding = policy.finding(SAID[heard.outcome], **names)
        return Hearing(heard.outcome, until, heard.note, finding)
    if told is None or until is None:
        return Hearing("untold", None, "", policy.finding("hearing_untold"))
    if on <= until:
        names = {"on": str(told.happened_on), "until": str(until)}
        return Hearing("waiting", until, "", policy.finding("hearing_waiting", **names))
    return Hearing("over", until, "", policy.finding("hearing_over", until=str(until)))
