"""The guard: fields that give the outcome away, leads too young to convert or never worked."""
