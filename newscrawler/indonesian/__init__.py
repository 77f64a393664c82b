"""Extraction of language: Indonesian text in, spans and values out. Knows no HTML and no SQL."""
