"""The proof: what was exported is run by the target's own engine and held against Leadbench."""
