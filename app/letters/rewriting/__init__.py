"""Job: a selection rewritten by rules: shorter, politer, in noun endings, in plain words, without translationese.

May import: core; particles and facts of letters. No file but assets/lexicon/rewriting.toml and terms.toml.
Must not: change a fact, a figure, a citation, a quotation or how often something is negated; ask a model.
Entry points: rewrite.rewritten, rewrite.Rules; trusted.trusted for the words of a model.
"""
