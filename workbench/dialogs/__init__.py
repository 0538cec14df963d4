"""Dialogs, each opened by the desk, and the sheet that most of them are."""
