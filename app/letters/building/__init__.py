"""Job: a Letter made of slots, notes, articles and computations; a value put in afterwards; a past letter as a frame.

May import: core; composing, notes, forms, particles.
Must not: bring a fact that is in none of these.
Entry points: build.letter, refill, reuse.
"""
