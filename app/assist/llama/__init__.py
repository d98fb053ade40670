"""Job: llama.cpp through its C interface: load, evaluate, generate, keep states; what runs inside the llm child.

May import: core, worker, assist's pieces and templates; llama_cpp here and nowhere else.
Must not: read a document or a question's meaning, run in the parent, trust a file that was not verified.
Entry points: surroundings.give_up_foreign_code before all else, then desk.Desk.
"""
