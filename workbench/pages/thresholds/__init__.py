"""Thresholds: every threshold at once."""
