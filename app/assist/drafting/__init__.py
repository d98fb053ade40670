"""Job: what drafting asks of search and of the model: questions made of notes, the clause that answers, the wording.

May import: core; words, cut, prompts and templates of assist.
Must not: search, lay a letter out, let a fact of the model's own into a draft.
Entry points: asked.asked, clause.answering, wording.word.
"""
