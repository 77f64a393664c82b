"""A crawler for Indonesian news: pages in, articles with quotes, sources and exact dates out."""

__version__ = "0.2.0"
