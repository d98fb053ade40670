"""Job: the workspace on disk: one SQLite file in WAL mode is the truth; one writer at a time.

May import: core.
Must not: parse files, know search engines or models, let a fault of the driver out.
Entry points: database.Database; lock.WriteLock; Documents, Files, Roots, Links, Ledger, Vectors, Conversations,
Drafts; audit.Audit, audit_file.AuditFile.
"""
