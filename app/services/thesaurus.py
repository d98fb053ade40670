"""The thesaurus for people: what it holds, whether the site's own file can be read, and where that is."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.errors import ThesaurusLineBad
from app.core.events import Cancel, Done, Event, Warned
from app.core.titles import key
from app.search.thesaurus.keeper import Keeper
from app.search.thesaurus.site import FILE
from app.search.thesaurus.weigh import Entry
from app.services.context import Workspace
from app.services.search import catch_up


@dataclass(frozen=True, slots=True)
class Listed:
    """`names` are (another name, the title it stands for) of laws; without spaces, as they are looked up."""

    entries: tuple[Entry, ...]
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """Of the site's file: how many pairs it gives or forbids, and how many lines are no rule."""

    path: str
    rules: int
    faults: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where the site's file is, or would be."""

    path: str


def listed(workspace: Workspace, term: str = "", *, cancel: Cancel) -> Iterator[Event]:
    """All that the thesaurus holds, or what it holds of one term. Done(Listed)."""
    yield from catch_up(workspace, cancel)
    words = Keeper(workspace.home).latest()
    names = words.names()
    wanted = [key(term)] if term else sorted(names)
    yield Done(Listed(tuple(words.entries(term)), tuple((name, names[name]) for name in wanted if name in names)))


def checked(workspace: Workspace, *, cancel: Cancel) -> Iterator[Event]:
    """A Warned for each line of the site's file that is no rule, then Done(Checked)."""
    cancel.check()
    keeper = Keeper(workspace.home)
    site = keeper.site_rules()
    for fault in site.faults:
        yield Warned(FILE, ThesaurusLineBad.code, {"name": FILE, "line": fault.line, "text": fault.text})
    yield Done(Checked(str(keeper.site), len(site.pairs) + len(site.forbidden), len(site.faults)))


def place(workspace: Workspace) -> Place:
    return Place(str(Keeper(workspace.home).site))
