"""Compare the runs of a publisher, and show what has fallen."""
