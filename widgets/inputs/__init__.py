"""Controls that take one value from a person: points, texts, numbers, dates, choices."""
