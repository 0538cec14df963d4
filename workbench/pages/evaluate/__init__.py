"""Evaluate: how well the score finds who converts."""
