"""Count what the pages of each run gave, compare the runs, and show what has dropped."""
