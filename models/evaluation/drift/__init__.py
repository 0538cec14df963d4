"""Drift: whether newer leads still are what a model was made for, and whether it still works."""
