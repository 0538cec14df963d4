"""The project: the document, its edits, its history, its file on disk."""
