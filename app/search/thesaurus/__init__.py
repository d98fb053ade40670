"""Job: other words for a word and short names of laws: mined from documents, learned, and edited by the site.

May import: core, store.
Must not: know queries, indexes or scores of passages; write outside the cache.
Entry points: thesaurus.Thesaurus; keeper.Keeper, which brings the cache up to the store.
"""
