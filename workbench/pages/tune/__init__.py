"""Tune: points learnt from history, proposed rules, and simpler models."""
