"""Models to start from, and how they are fitted to the fields and activities of one's own leads."""
