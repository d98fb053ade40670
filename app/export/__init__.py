"""Job: put what the program found out on paper: a page of tables as HTML and PDF, a conversation.

May import: core; PySide6 in pdf alone.
Must not: compute a figure, choose words (they come in the user's language), read the store.
Entry points: page.html, pdf.write_pdf, conversation.written.
"""
