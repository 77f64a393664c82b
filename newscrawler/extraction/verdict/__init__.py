"""Judge a page: its type, blocked pages, what its site reserves, when it was published."""
