"""Ways to recover what was overpaid: which are open, and how the money comes back."""
