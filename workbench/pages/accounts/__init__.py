"""Accounts: companies and their scores."""
