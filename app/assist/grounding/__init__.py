"""Job: say whether a sentence is carried by one sentence, item or row of its source, word for word.

May import: core, and of assist fold and cut.units.
Must not: know a model, a question or a label's face; believe a bag of words.
Entry points: ground.
"""
