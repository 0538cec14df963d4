"""The file of a scoring model: its JSON, read with every fault in its place, and its schema."""
