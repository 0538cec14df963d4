"""The options of each command: light, so that help is there at once."""
