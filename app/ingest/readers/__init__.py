"""Job: one reader a format: bytes in, an Extract out.

May import: core, ingest.blocks, the format's own library inside functions.
Must not: touch a file, raise anything but AppError for bad bytes, decide structure.
Entry points: text.read, docx.read, pdf.read, hwpx.read, hwp.read, image.read; scans and ocr for recognise.py.
"""
