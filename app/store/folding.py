"""Texts as the store keeps and compares them."""

import unicodedata


def storable(text: str) -> str:
    """SQLite takes no lone surrogates, which a terminal in another encoding hands over."""
    return text.encode("utf-8", "replace").decode("utf-8")


def folded(text: str) -> str:
    """As texts are compared in a search: composed, in lower case, without white space."""
    return "".join(unicodedata.normalize("NFC", storable(text)).casefold().split())
