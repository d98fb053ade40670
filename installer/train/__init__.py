"""Job: training of the search models on the build machine: split, mining, query map, evaluation.

May import: app.core, app.ingest, app.search; numpy, torch, transformers, tokenizers, tantivy.
Must not: be imported by app, run on a user's PC, or write anything but its work folder and the map's file.
Entry points: python -m installer.train.
"""
