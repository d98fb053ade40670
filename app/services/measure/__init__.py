"""Job: how good and how fast: question sets and models measured, compared with earlier runs, reported on one page.

May import: export, assist, store, core, and the services ask, batch and context.
Must not: keep a question's text in figures that may be sent on, call a difference real without its interval.
Entry points: suites.evaluate, answers, bench, reports.
"""
