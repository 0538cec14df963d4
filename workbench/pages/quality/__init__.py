"""Quality: what to mend in the fields before they are scored, and what gives the outcome away."""
