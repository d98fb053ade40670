"""Job: where a model runs on this PC: what it weighs, what fits, what gives way after a failure, what is remembered.

May import: assist.gguf, worker, core.
Must not: import llama_cpp, guess a device's memory.
Entry points: loading.Loader; fit.plan for a plan without loading.
"""
