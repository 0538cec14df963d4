"""Programs that score one record: a Python and a JavaScript file without dependencies.

They read what a webhook or a form has: fields by name, activities as a list. Cleaning, keys,
derived fields and what is measured of activities are part of the file.
"""
