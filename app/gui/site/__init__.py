"""Job: the sections of 설정: what is installed, models, settings, policy, security, audit, diagnosis.

May import: app.gui, its widgets, app.core, app.services (types only), PySide6.
Must not: decide what is allowed; a section shows what a service says and orders at the desk.
Entry points: section.Section and the sections, used by pages.settings.SettingsPage.
"""
