"""The import page: a file looked at, read and given its meaning before it becomes leads."""
