"""Job: read a question as its writer meant it: operators, places, dates, slips, numbers, other words.

May import: core.
Must not: ask a model or a file; every answer follows from the text, the lexicon it is given and the day.
Entry points: read.understand, lexicon.Lexicon, names.Names, places.
"""
