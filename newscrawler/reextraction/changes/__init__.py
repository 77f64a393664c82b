"""Hold what is read from pages today against what the database holds of them."""
