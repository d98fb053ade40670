"""Job: a model's chat template turned into fixed strings, once, when the model is added.

May import: worker, core; jinja2 in reading alone, in a sealed child.
Must not: run when an answer is written.
Entry points: remote in the parent, serve.handlers in the child.
"""
