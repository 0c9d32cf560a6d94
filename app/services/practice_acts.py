"""One case of the practice office, acted upon on the days its story names."""

from dataclasses import dataclass, replace
from datetime import date

from app.forms.choices import AS_USUAL, Choices
from app.services import deliveries, procedure
from app.services.case_view import case_view
from app.services.milestones import MilestoneEntry
from app.services.office import Office

SERVERS = "李核实、王走访"  # who delivers, two of them


@dataclass(frozen=True)
class ToIssue:
    """A paper that may be issued now. office: its today is the day of issue; what: what it shows.

    county_number: what the county numbers it with afterwards, "" for not yet.
    """

    office: Office
    number: str
    form: str
    what: str
    choices: Choices = AS_USUAL
    county_number: str = ""


@dataclass(frozen=True)
class Story:
    """A case of the practice office as its story goes on; number: of the case."""

    office: Office
    number: str

    def on(self, day: date) -> Office:
        """The office as it was that day."""
        return replace(self.office, today=lambda: day)

    def act(self, day: date, kind: str, **entered: object) -> None:
        entry = replace(MilestoneEntry(kind, day), **entered)  # type: ignore[arg-type]
        procedure.record_milestone(self.on(day), self.number, entry)

    def deliver(self, day: date, form: str, **entered: object) -> None:
        """The last paper of a form reached whom it is for."""
        papers = case_view(self.office, self.number).file.documents
        uid = next(paper.uid for paper in reversed(papers) if paper.form == form)
        kind = deliveries.delivery_view(self.on(day), uid).served.code
        entry = replace(MilestoneEntry(kind, day), **entered)  # type: ignore[arg-type]
        deliveries.deliver(self.on(day), uid, entry)

    def paper(
        self,
        form: str,
        what: str,
        day: date | None = None,
        *,
        choices: Choices = AS_USUAL,
        county_number: str = "",
    ) -> ToIssue:
        office = self.on(day) if day else self.office
        return ToIssue(office, self.number, form, what, choices, county_number)
