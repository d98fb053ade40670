"""Job: the build machine's tools: set-up, models, locks, tests.

May import: the standard library; lock.py and steps/e5.py also what the virtual environment holds; what signs and
builds bundles imports app.
Must not: be imported by app, run on a user's PC, or name a registry's host.
Entry points: dev.py, fetch_models.py, lock.py; sign.py, build_bundle.py, model_part.py (RUNBOOK.md).
"""
