"""Job: the clauses that answer a question, cut from the articles by code.

May import: core; fold, excerpt, injected and words of assist.
Must not: change a letter of what it cuts, part a rule from its 단서, ask a model.
Entry points: extract.extract.
"""
