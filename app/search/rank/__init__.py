"""Job: put what the channels brought into one order: features of each candidate, a learned weight for each.

May import: core; app.search.* siblings stay outside, so that a fit at the build machine sees what the program sees.
Must not: ask a channel, read the store, know how a question was typed.
Entry points: features.features, model.Model.
"""
