"""Job: blocks into sections: articles, 부칙, 별표, letters, reports, minutes, headings, pages.

May import: core; ingest.blocks, ingest.dates.
Must not: read bytes, know what a document is called, or be slower than the length of its text.
Entry points: sections.sections, tables.opened, marks for whoever must tell a heading from a citation.
"""
