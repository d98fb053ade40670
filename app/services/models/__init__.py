"""Job: the verbs of models: what is installed, taken in, chosen, removed, and where it runs.

May import: assist, store, core, and the services of context, site_models and reporting.
Must not: load a file that was not hashed, leave half a model behind.
Entry points: installed, add.add, choice.use and remove, place.placement, modules.
"""
