"""The rules of a model, one by one, against what became of the leads that they hit."""
