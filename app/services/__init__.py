"""Job: the counter: every verb is one function `verb(workspace, request, *, cancel) -> Iterator[Event]`.

May import: core, store, worker, ingest, search, assist, letters, export, bundle.
Must not: print, prompt, know Qt; load a model or a reader in this process.
Entry points: context.Workspace, index, watch, search, ask, converse, conversations, draft, drafts, rewrite, checks,
lint, export, printing, library, links, models, diagnose, batch, policy, audit; leaving: the gate for every file.
"""
