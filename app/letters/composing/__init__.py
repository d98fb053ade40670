"""Job: a Letter laid out: marks, 붙임, 끝 in every case of 규칙 제4조제5항, 결문; and its plain text.

May import: core.
Must not: change a word of the letter, know where it came from.
Entry points: compose.sheet, plain and spans.
"""
