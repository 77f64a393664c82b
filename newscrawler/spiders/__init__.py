"""What discovers pages and brings them in: from the live web, or from saved files."""
