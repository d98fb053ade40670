"""Job: read rough notes by code: what each part of them is for, which fields of a form it fills, what stays out.

May import: core. No file but the register of assets/lexicon.
Must not: ask a model, search, guess a value; a figure of the notes is never lost, what is withheld never passed on.
Entry points: read.read, register.load, subject.title, rendering.polite, rendering.outline.
"""
