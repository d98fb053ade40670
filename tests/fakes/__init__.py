"""Job: stand-ins for tests of pure logic; the program itself never sees them.

May import: app, the test libraries.
Must not: be imported by app.
Entry points: one module a stand-in.
"""
