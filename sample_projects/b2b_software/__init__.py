"""The sample project: leads of an invented software firm, and the program that made them."""
