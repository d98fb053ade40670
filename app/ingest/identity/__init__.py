"""Job: what a document says of itself: title, kind, number, ministry, dates, amendments.

May import: core; ingest.blocks, ingest.dates, ingest.structure.
Must not: guess: what is not written stays empty.
Entry points: identify.identify, history, entry; fields and frontmatter for the readers.
"""
