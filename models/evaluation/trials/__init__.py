"""Live tests: leads dealt into arms beforehand, and what came of each arm afterwards."""
