"""Store what crawls find, in SQLite or PostgreSQL: the only room that speaks SQL."""
