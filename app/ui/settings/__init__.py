"""What the office fills in once."""
