"""Job: the program as it is carried: frozen, slimmed, listed, the same when built twice, and packed for a system.

May import: the standard library, installer.steps; PyInstaller in app.spec, cyclonedx in sbom.py.
Must not: be imported by app, take in a model's weights, sign anything, run on a user's PC.
Entry points: build.frozen; python3 installer/dev.py frozen.
"""
