"""Job: how much a question's words are worth, learned on the build machine from questions whose answer is known.

May import: app.core, app.store, app.search; numpy.
Must not: be imported by app, run on a user's PC, or write anything but models/ranking/terms.json.
Entry points: python -m installer.terms.fit.
"""
