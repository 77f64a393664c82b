"""Decode a page and read it as lines of text."""
