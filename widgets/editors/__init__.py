"""Editors: show a part of the scoring model, tell the wish to change it as an Edit."""
