"""文书: the register of all papers issued, and the scans of signed ones."""
