"""Job: how dates, times, amounts and items are written (행정업무의 운영 및 혁신에 관한 규정 제7조, 시행규칙 제2조).

May import: the standard library, core.types, core.drafts (Marks).
Must not: know a form or a letter.
Entry points: dates (with its nouns in days), amounts, levels.
"""
