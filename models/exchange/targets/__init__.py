"""Targets: the systems a model is handed to, what each can express, and what is written for it."""
