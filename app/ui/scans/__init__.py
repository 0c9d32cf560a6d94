"""Scans of signed papers: taken in, filed by hand, looked at."""
