"""The tests; run with `python -m pytest`. They may import app and each other's fakes, never the installer's state."""
