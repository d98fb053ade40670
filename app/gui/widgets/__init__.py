"""Job: the parts of which pages are made; each shows one thing and signals what the user did.

May import: app.gui's citing, tones, words, turn, running, listmodels; app.core, PySide6.
Must not: start a job, know a session or a page.
Entry points: one class a module.
"""
