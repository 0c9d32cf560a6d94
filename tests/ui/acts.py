"""What several tests of the window ask."""

from app.services.case_view import case_view


def view_of(panel):
    return case_view(panel.office, panel.number)
