"""Job: the keys of an encrypted workspace, and the sealing of what lies beside its database.

May import: core; cryptography.
Must not: know what is sealed, read or write the database, keep a passphrase or write a key that is not wrapped.
Entry points: sealer.Sealer, Plain, AeadSealer; providers.provider; key_file.KeyFile; unlocking.Unlock.
"""
