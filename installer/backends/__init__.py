"""Job: llama.cpp with its backends as modules: one folder for PCs of any x86-64 processor, with or without CUDA.

May import: the standard library, installer.steps.
Must not: be imported by app, run on a user's PC, name a registry's host, or take a source that is not locked.
Entry points: python -m installer.backends OUT.
"""
