"""Guessing what an imported column is, and saying why: kinds, marks, orders, roles, leaks."""
