"""Model: the rules, and what they do while they change."""
