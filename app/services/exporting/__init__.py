"""Job: a draft as a file or on paper: marked ones held back, written beside, read back, renamed.

May import: export, letters, store, core, and the services of drafting and context.
Must not: overwrite unasked, keep a file that differs from the draft.
Entry points: export.export, printing, form_template.
"""
