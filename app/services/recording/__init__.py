"""Job: what is recorded of a workspace, and the one gate by which a file or a sheet of paper leaves it.

May import: store, letters, core, and the services of context and outputs.
Must not: record a word of a document, let out what could not be recorded.
Entry points: leaving, audit.listed, checked, sealed and exported, audit_table.
"""
