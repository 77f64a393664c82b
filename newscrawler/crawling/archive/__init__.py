"""Keep every response in WARC files before anything reads it, and read them back."""
