"""What researchers take away from the articles."""
