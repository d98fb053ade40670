"""Job: what belongs to the passages that search found (delegations, citations, what stands beside), and what it counts.

May import: core, store, search.fuse.
Must not: ask a channel or a model; what a neighbour is worth is learned, and read from models/ranking.
Entry points: around.Neighbours, bring.bring, worth.Worth.
"""
