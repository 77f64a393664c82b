"""What a person types: `scrapy <verb>`. Each calls one room and says what became of it."""
