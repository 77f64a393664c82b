"""Obey robots.txt, TDM reservations, crawl delays and Retry-After."""
