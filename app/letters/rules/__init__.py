"""Job: the rules of official documents, R1 to R30, over plain text.

May import: core; hangulpy and matchum.
Must not: know a form, a file or a model; change a text (fixing.py applies the fixes that are asked for).
Entry points: lint.lint, fixing.fixed.
"""
