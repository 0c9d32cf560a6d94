"""归仓 (Guicang): an offline case book for recovering overpaid social insurance benefits."""

__version__ = "0.1.0"
