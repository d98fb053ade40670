"""Job: what official documents are like: forms, what rough notes say, the laid-out sheet, the rules, where facts come
from.

May import: core; text libraries (hangulpy, kiwi never: it loads for seconds).
Must not: search, ask a model, read the store, know a file format. All of it is pure: the same text gives the same
result.
Entry points: forms.load, notes.read, compose.sheet, compose.plain, reading.letter, rules.lint, facts.traces,
facts.footings.
"""
