"""Job: the steps of the set-up, one idea a file.

May import: the standard library and each other; e5.py numpy. The encoder pack is made by installer.encoder.
Must not: leave a half-done file behind, or start slow work before checks.py has passed.
Entry points: tasks (run, test), setup, models.
"""
