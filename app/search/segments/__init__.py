"""Job: the dense index in pieces that never change: made, merged, searched, kept on disk, verified.

May import: core, and store.vectors for exact vectors; FAISS and numpy inside functions.
Must not: know texts, questions or models; change a piece that somebody may be searching.
Entry points: layers.Layers, shelf.Shelf, growth.
"""
