"""Job: find passages: look-up by law name and article, lexical (tantivy), dense (FAISS), fusion.

May import: core, store, worker.
Must not: read files of the user, know answers or drafts; sentence-transformers stays in serve.py.
Entry points: searcher.Searcher in the parent, serve.handlers in the embedder child.
"""
