"""Job: figures that follow from a rule: deadlines by 민법 제157조, 제160조 and 제161조, shares, sums.

May import: core; holidays.
Must not: count from a day that the notes do not name as the rule's own beginning.
Entry points: computed.computed.
"""
