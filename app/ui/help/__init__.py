"""帮助: the handbook, the sheets that are printed, what the program is."""
