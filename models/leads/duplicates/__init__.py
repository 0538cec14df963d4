"""Duplicated leads: found with evidence, merged by a rule that the user picks."""
