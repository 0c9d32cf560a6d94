"""What several tests of the window ask."""

from app.services import summaries


def view_of(panel):
    return summaries.case_view(panel.office, panel.number)
