"""Scoring: conditions, rules, groups, the scoring model, the engine and the explanation."""
