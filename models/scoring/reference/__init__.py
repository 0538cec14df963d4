"""The slow reference: one lead at a time, straight from the semantics; no code of the engine."""
