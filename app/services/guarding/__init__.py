"""Job: the site's policy: proved at the start, and asked before a workspace, a collection or a setting is opened.

May import: bundle, store, core, and the services of installed_parts.
Must not: know a face, be overridden by an option or a variable.
Entry points: policy.in_force, opening, admission.
"""
