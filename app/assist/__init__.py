"""Job: answers from the passages that search found: prompt, llm child, and the check of every quotation.

May import: worker, core; llama_cpp in llama alone.
Must not: search, open documents, let a sentence or a quotation through that no passage carries unmarked.
Entry points: answer.answer and remote.Generator in the parent, serve.handlers in the child.
"""
