"""Rules proposed from the fields and the activities of a history, each with its evidence."""
