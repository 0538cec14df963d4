"""Taking figures away: copy, save, and the wishes that a window answers."""
