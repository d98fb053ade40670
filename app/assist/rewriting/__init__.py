"""Job: a sentence of an official document in other words, as the model would put it.

May import: core; prompts and templates of assist.
Must not: decide whether the words may stand: app.letters.rewriting.trusted does.
Entry points: wording.reworded.
"""
