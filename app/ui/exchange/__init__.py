"""Excel files coming in."""
