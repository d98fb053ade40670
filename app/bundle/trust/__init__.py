"""Job: what is believed: signatures of a role, the chain of roots, the floor, the place of a release, its age.

May import: core, bundle.format.
Must not: read a file, ask a clock, know what is installed.
Entry points: trusted.Trust, chain.walked, signatures.proved, place.accept, age.days.
"""
