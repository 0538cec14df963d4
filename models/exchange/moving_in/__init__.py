"""Moving in: models that were designed elsewhere, with what was understood of them and what not."""
