"""Charts: one definition for screen and paper, live by reused artists and blitting."""
