"""Job: citations in a text (「○○법」 제9조제1항, 같은 조 제2항, 별표 1), typed and as Locators.

May import: core.
Must not: know the workspace: where a citation leads is resolved when it is asked for (store, services).
Entry points: find.references.
"""
