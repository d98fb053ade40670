"""Job: the nouns, errors, events, settings and messages that every room shares.

May import: the standard library only.
Must not: import any other room, do work at import time, or know Qt, SQL or a model.
Entry points: types, locator, errors, events, settings, catalog, messages, paths.
"""
