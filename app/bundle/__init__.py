"""Job: signed bundles: bytes in, trusted objects or a coded error out; and their installation, one atomic switch.

May import: core; cryptography (signatures). Nothing that a bundle brings.
Must not: open a payload before its hash is proved, hold a default key, ask a clock, know a workspace.
Entry points: SPEC.md is the format.
"""
