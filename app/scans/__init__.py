"""Scans of papers: their pages, the codes on them, and what is kept of a page."""
