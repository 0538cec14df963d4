"""Drift: newer leads against older ones."""
