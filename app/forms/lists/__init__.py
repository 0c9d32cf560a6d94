"""Printed lists: no papers of a case, so they have no codes, no number, and are not stored.

Their words and columns stand in assets/forms/lists; the values come in as plain rows. A new list
is one module here and one text there.
"""
