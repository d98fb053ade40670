"""Job: child processes: framed pipes, starting, cancelling, killing, and their sandbox.

May import: core.
Must not: know what a child does (roles are handed in), use pickle, multiprocessing or sockets.
Entry points: client.Child in the parent, child.serve in the child, sandbox before all else.
"""
