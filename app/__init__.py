"""문지기 (Munjigi): an offline assistant for Korean administrative documents.

Rooms and floors are described in ARCHITECTURE.md; nothing is imported here, so that
`python -m app` can give up the network before any library is loaded.
"""

__version__ = "0.1.0"
