"""Live test: its plan and its result."""
