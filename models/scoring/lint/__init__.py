"""The linter: what is unwise about a scoring model, with evidence, a remedy and often a fix.

What is *wrong* with a model is told by `models/scoring/checks.py`.
"""
