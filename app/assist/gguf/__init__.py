"""Job: the header of a GGUF file, read strictly and without llama.cpp; and whether llama.cpp knows what it names.

May import: worker, core.
Must not: load weights, trust a count or a length before it is held against the file's size.
Entry points: header.read; remote in the parent (its child's side is assist.gguf_serve).
"""
