"""Remember every URL in the database, lease them host by host, and record how each ended."""
