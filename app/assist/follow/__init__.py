"""Job: a follow-up made to stand alone, by rule, from the words of the questions before it.

May import: core.
Must not: add a word that nobody said, ask a model.
Entry points: standing_alone.stand_alone.
"""
