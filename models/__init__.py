"""The domain: leads, scoring models and what they are worth. Values in, values out; no Qt."""
