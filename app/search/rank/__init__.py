"""Job: put what the channels brought into one order: features of each candidate and a learned weight for each.

May import: core.
Must not: ask a channel, read the store, know how a question was typed; the build machine fits with the same files.
Entry points: features.features, model.Model.
"""
