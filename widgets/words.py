"""Figures as widgets write them: those of the models, so that there is one formatter for all."""

from models.evaluation.figures import change, count, percent

__all__ = ["change", "count", "percent"]
