"""Read what a page tells machines: JSON-LD, meta tags, embedded state."""
