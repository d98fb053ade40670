"""Job: every fact of a draft's text and where it comes from: notes, an article, a computation, the unit's own, nowhere.

May import: core, the standard library. It reads facts itself and not with what writes them: a guard that shared the
writer's reader would be blind where the writer is.
Must not: change a text, know a form's file, ask a model.
Entry points: tracing.traces, footing.footings, sources.Sources.
"""
