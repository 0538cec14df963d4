"""Export: the model for another system."""
