"""Job: put what the program made on paper: a page of tables as HTML and PDF, a conversation, a sheet in every format.

May import: core; python-docx, python-hwpx, lxml, pypdf; PySide6 in pdf, sheet_pages and sheet_pdf alone.
Must not: compute a figure, choose words (they come in the user's language), read the store, know a rule of letters.
Entry points: page.html, pdf.write_pdf, conversation.written; layout.laid_out, then hwpx.package.written (or, in a form
template, hwpx.filling.filled), docx.written, sheet_pdf.written, sheet_text.markdown; readback.difference,
readback.filled_difference; sheet_pages.set_in_pages, sheet_pdf.print_pages (printing).
"""
