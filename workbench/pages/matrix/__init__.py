"""Matrix: fit against engagement."""
