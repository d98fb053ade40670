"""Job: the places of the rail: search, writing, library, and the first start.

May import: app.gui.widgets, app.gui.listmodels, app.gui's own modules, app.core, PySide6.
Must not: call a service except through app.gui.session.Session.
Entry points: search.SearchPage, writing.WritingPage, library.LibraryPage, welcome.WelcomePage.
"""
