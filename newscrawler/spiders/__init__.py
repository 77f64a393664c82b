"""The spiders: they discover articles in listings, fetch them and yield their items."""
