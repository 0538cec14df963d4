"""Compare: models on the same leads, and who moves between them."""
