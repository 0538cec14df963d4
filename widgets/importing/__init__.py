"""Parts of the import page: steps, the picture of the first rows, meanings, the report."""
