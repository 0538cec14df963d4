"""Leads: the list, and the way of each lead to its score."""
