"""Runs before the small program: `munjigi-bundle verify …` is `munjigi bundle verify …`; nothing else is offered."""

import sys

if sys.argv[1:2] != ["bundle"]:
    sys.argv.insert(1, "bundle")
