"""Points learnt from a history under a person's rules: what may change, the search, its proof."""
