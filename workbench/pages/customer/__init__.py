"""Customer: who converts."""
