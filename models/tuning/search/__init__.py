"""The search: whole points for each line that make the aim best within the reins."""
