"""Job: the window: shows what the services yield and takes the user's orders.

May import: app.services, app.core, PySide6 (QtCore, QtGui, QtWidgets).
Must not: hold rules, touch SQL, files of the workspace, models or child processes, or block the event loop.
Entry points: run.run; main_window.MainWindow for tests, with a counter.Counter handed in.
"""
