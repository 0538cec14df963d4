"""Over time: scores as of past days."""
