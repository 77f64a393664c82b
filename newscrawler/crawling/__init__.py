"""The polite and durable part of a crawl: where pages come from, and under which rules."""
