"""Job: the verbs of writing: draft, its legal basis, checks, kept drafts and their versions, rewriting, lint.

May import: letters, assist, search, ingest, store, core, and the services of context, ask and search.
Must not: export, print; quote an article that was not taken for certain.
Entry points: draft.draft, drafts, checks.checked, rewrite.rewrite, lint.lint.
"""
