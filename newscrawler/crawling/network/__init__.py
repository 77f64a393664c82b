"""Connect, download and check what arrives, within bounds and only on the public web."""
