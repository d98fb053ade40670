"""The articles of the workspace by file and label: what a citation is checked against."""

from collections.abc import Sequence

from app.services.context import Workspace
from app.services.measure.scoring import stem


class StoredShelf:
    """Reads a document's articles once, when it is first cited. A copy in another format stands for the file."""

    def __init__(self, workspace: Workspace) -> None:
        self._documents = workspace.documents
        self._ids: dict[str, list[str]] = {}
        for one in self._documents.documents().values():
            for name in (one.source.path, stem(one.source.path)):
                self._ids.setdefault(name, []).append(one.id)
        self._texts: dict[str, dict[str, list[str]]] = {}

    def __call__(self, file: str, label: str) -> Sequence[str]:
        """Every text under that label: a document may have several 부칙, and a site several files of that name."""
        ids = self._ids.get(file) or self._ids.get(stem(file)) or ()
        return [text for identity in ids for text in self._labelled(identity).get(label, ())]

    def _labelled(self, identity: str) -> dict[str, list[str]]:
        if identity not in self._texts:
            held: dict[str, list[str]] = {}
            for passage in self._documents.passages_of(identity):
                held.setdefault(passage.locator.label, []).append(passage.text)
            self._texts[identity] = held
        return self._texts[identity]
