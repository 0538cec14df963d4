"""Data: the leads as they came, who is scored, activities, deals and duplicates."""
