"""Job: a sheet as HWPX (KS X 6101, OWPML), the open format of Hancom's word processor: drawn, or in a form template.

May import: core, export.layout; python-hwpx for its empty package and its checks, lxml.
Must not: open a file, know a rule of letters, draw a seal.
Entry points: package.written, package.faults; template.opened, filling.filled.
"""
