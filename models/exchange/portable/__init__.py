"""The portable form: a model put into the few words that every other system has.

A target writes down the portable form and nothing else, so what one target means all of them mean.
It reads *prepared leads*: cleaned values, keys of text, days, and what is measured of activities.
"""
