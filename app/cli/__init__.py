"""Job: the command line: words in, a verb, words or JSON lines out.

May import: core, services.
Must not: know rules, SQL, models or Qt; prompt.
Entry points: main.main.
"""
