"""Job: the words of the corpus with their counts, kept so that a question's words are looked up in microseconds.

May import: core, and app.search.query for the letters of Hangul.
Must not: know questions or passages' scores; ask a model.
Entry points: cache.Vocabulary, wordlist.WordList.
"""
