"""Read saved pages and WARC files again."""
