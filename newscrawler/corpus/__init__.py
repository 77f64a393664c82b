"""Export articles to files."""
