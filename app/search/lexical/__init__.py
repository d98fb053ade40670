"""Job: find passages by their words (tantivy): ranked lists and scores a channel, phrases, filters, suggestions.

May import: core, store, worker; of search fuse and tokens.
Must not: know titles that a question names, meaning, or how channels are weighed against each other.
Entry points: index.Lexical, wanted.Wanted, within.Within.
"""
