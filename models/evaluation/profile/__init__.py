"""The ideal customer profile: what those who converted have in common."""
