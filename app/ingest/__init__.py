"""Job: turn the bytes of a document into clean text, and the text into passages with Locators.

May import: core, worker.
Must not: open files or know the store, search or a face; import a parser outside a function.
Entry points: remote.Reader in the parent, serve.handlers in the child, parse.Parsed, sniff.SUFFIXES.
"""
