"""Job: find passages: look-up by law name and article, lexical (tantivy), dense (FAISS), fusion.

May import: core, store, worker.
Must not: read files of the user, know answers or drafts; sentence-transformers and Kiwi stay in children.
Entry points: searcher.Searcher in the parent, serve and morpheme_serve in the children.
"""
