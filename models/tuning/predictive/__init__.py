"""Chances: of a score, by a table; and what the data allow at best, by models without points."""
