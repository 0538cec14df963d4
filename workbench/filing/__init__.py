"""Files of a project: opening, bringing tables in, keeping and saving."""
