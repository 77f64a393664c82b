"""What is on screen: tables, progress, messages and exit codes."""
