"""Job: from packed weights and a small delta to the encoder's pack: merged weights, graphs, the table of words.

May import: numpy, the standard library, each other, steps.e5 (the packed form).
Must not: be imported by app, use torch or an exporter: every byte is a function of the inputs, on any machine.
Entry points: export (run by steps.models), quantise (for whoever trains).
"""
