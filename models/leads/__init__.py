"""Leads: fields and their kinds, the imported table as it came, prepared columns, readers."""
