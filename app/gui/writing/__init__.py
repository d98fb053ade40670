"""Job: the parts of the place where letters are written: the sheet, its undo, notes, fields, evidence, checks.

May import: app.gui's own modules, app.gui.widgets, app.core, PySide6.
Must not: know a law or a rule of letters; call a service except through app.gui.writer.Writer.
Entry points: one class a module; app.gui.pages.writing puts them together.
"""
