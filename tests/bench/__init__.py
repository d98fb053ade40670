"""Benches: run by hand on an otherwise idle machine, never by the tests. Each prints one JSON object a measurement."""
