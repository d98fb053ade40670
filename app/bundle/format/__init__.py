"""Job: the form of signed metadata: canonical JSON, envelopes, keys, roots, releases, and the names they may carry.

May import: core, the standard library; cryptography in keys.py alone.
Must not: read a file, believe a signature, know a clock.
Entry points: envelope.decode, root.decode, release.decode, names.fault. SPEC.md says the same in words.
"""
