"""What if: scenarios, suppositions and missing fields."""
