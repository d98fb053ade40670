"""Job: the verbs of signed bundles: verify, install, roll back, uninstall, list, build, sign; a release's documents.

May import: bundle, store, core, and the services of context, index, guarding and installed_parts.
Must not: believe anything of a medium that bundle has not proved.
Entry points: bundles, making, spec, corpora.
"""
