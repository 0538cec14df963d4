"""Evaluation: what a model would have done on history, and what changed against another."""
