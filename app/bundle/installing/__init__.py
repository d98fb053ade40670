"""Job: a verified release becomes an installation: staged, proved, switched to in one step, returned from, removed.

May import: app.bundle's format, trust and media; core; one file starts the new version's own check.
Must not: write a byte that is not proved, follow a link, ask a clock what is newer, touch a workspace.
Entry points: around.around for the program that runs; install.install, returning.rollback, uninstall.uninstall and
looking.{checked,shelf,proved} for the verbs.
"""
