"""Job: texts to numbers on this PC, from the files of an encoder's pack, without torch: what the embedder child does.

May import: core, numpy; tokenizers in tokenise.py and openvino in graph.py, inside functions.
Must not: be imported by the parent, know documents or the store, start processes.
Entry points: engine.Engine.
"""
