"""Lists that another system takes back: its record ids with score, band and grade, nothing else."""
