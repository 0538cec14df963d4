"""The model as one SQL statement: readable steps, in the dialect of each database.

sqlglot is loaded here and nowhere else; nothing that the window needs at its start imports this.
"""
