"""Job: the build machine's tools: set-up, models, locks, tests.

May import: the standard library; lock.py and steps/e5.py also what the virtual environment holds.
Must not: be imported by app, run on a user's PC, or name a registry's host.
Entry points: dev.py, fetch_models.py, lock.py.
"""
