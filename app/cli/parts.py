"""Models and collections as lines of a list, with the bundle that brought them."""

from app.core.messages import Messages
from app.services.bundling.corpora import Shelf
from app.services.installed_parts import Provenance
from app.services.models.installed import ModelState


def brought(bundle: Provenance | None, messages: Messages) -> str:
    """A column of its own for what a bundle brought; empty for anything else."""
    if bundle is None:
        return ""
    signers = ", ".join(bundle.signers)
    return "\t" + messages.say("from_bundle", component=bundle.version, release=bundle.release, signers=signers)


def model(row: ModelState, messages: Messages) -> str:
    size = sum(file.bytes for file in row.model.files) / 1e6
    mark = "*" if row.used else " "
    told = f"{mark} {row.model.id}\t{row.model.role}\t{row.state}\t{size:,.0f} MB\t{row.model.licence}"
    return told + brought(row.bundle, messages)


def shelf(row: Shelf, messages: Messages) -> str:
    waiting = "" if row.taken else "\t" + messages.say("not_taken_in")
    return f"{row.name}\t{row.documents}\t{row.passages}{brought(row.bundle, messages)}{waiting}"
