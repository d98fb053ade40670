"""Job: the plain text of an official letter, ours or another's, read back into its parts.

May import: core; composing, forms.
Must not: lose a line: what fits nowhere is an item.
Entry points: letter.letter.
"""
