"""Read where things stand on a page: headline, byline, body, link blocks, tags, media."""
