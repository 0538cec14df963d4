"""Pages: lay widgets out and wire them to the session and the live preview."""
