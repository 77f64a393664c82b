"""The language: Indonesian text in, spans and values out. It knows no HTML and no SQL."""
