"""Job: other words for a word and short names of laws: mined from documents, learned, and edited by the site.

May import: core, store.
Must not: know queries, indexes or scores of passages; write outside the cache.
Entry points: keeper.Keeper, which gives a thesaurus.Thesaurus and keeps its cache; related.Related.
"""
