"""A page of the window on paper: its parts as values, laid out on sheets, painted."""
