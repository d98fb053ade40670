"""Job: Qt models over the program's nouns, so that views stay quick with ten thousand rows.

May import: app.gui's tones, words; app.core, PySide6.
Must not: read from a service or a file.
Entry points: hits.HitModel, ledger.LedgerModel.
"""
