"""The next steps of a lead: what could be done, and what of it takes the least."""
