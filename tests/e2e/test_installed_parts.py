"""What an installed release brings, in use: its models in a real llm child, its forms, and documents that follow it."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.assist.prompts import Prompt
from app.assist.templates import Turn
from app.bundle.installing.around import Installation
from app.cli import arguments, filing
from app.core.bundle_errors import CorpusGone
from app.core.errors import CatalogDamaged, CollectionMissing, ModelDamaged, ModelShipped
from app.core.events import Cancel, Done, Event, Token, Warned, result_of
from app.core.messages import Messages
from app.core.paths import assets_dir, models_dir
from app.core.settings import Settings
from app.services.bundling import corpora as installed_corpora
from app.services.context import Workspace
from app.services.drafting.draft import forms
from app.services.index import IndexReport
from app.services.models.add import Added, AddRequest, add
from app.services.models.choice import remove
from app.services.models.installed import installed as model_states
from installer.model_part import lay_out
from tests.e2e.conftest import SMALL
from tests.fakes.gguf_models import FAMILIES, make
from tests.fakes.installations import Site

pytestmark = pytest.mark.e2e
COLLECTION = "업무 규정"


@dataclass(frozen=True)
class Counted:
    """The passages of a workspace with their vectors, by identity."""

    passages: dict[str, tuple[int, ...]]
    vectors: int


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """A component of a tiny model, made the way IT makes one: `model add`, then laid out with its catalogue."""
    (tmp_path / "tiny.gguf").write_bytes(make(FAMILIES["qwen2"]).data())
    workspace = Workspace.open(tmp_path / "bench", Settings())
    try:
        result_of(add(workspace, AddRequest(tmp_path / "tiny.gguf"), cancel=Cancel()), Added)
    finally:
        workspace.close()
    lay_out(tmp_path / "bench", "tiny", tmp_path / "tiny")
    return tmp_path / "tiny"


def with_model(tmp_path: Path, weights: Path, name: str = "tiny") -> Installation:
    files = {path.name: path.read_bytes() for path in weights.iterdir()}
    return Site(tmp_path).version({("model", name): files})


def said(workspace: Workspace) -> str:
    turns = (Turn("system", ("가",)), Turn("user", ("나",)))
    events = workspace.generator.generate(Prompt(turns, (), (), ()), max_tokens=8)
    return "".join(event.text for event in events if isinstance(event, Token))


def test_a_model_of_the_installed_release_answers(tmp_path: Path, weights: Path) -> None:
    installation = with_model(tmp_path, weights)
    settings = Settings(chat_model="tiny", context_tokens=512)
    workspace = Workspace.open(tmp_path / "home", settings, installation=installation)
    try:
        assert workspace.chat_model.folder == installation.folder / "models" / "tiny"
        assert said(workspace)
        (state,) = (one for one in model_states(workspace) if one.model.id == "tiny")
        assert state.bundle is not None and len(state.bundle.signers) == 2 and state.bundle.release == "1.1.0"
        with pytest.raises(ModelShipped):
            list(remove(workspace, "tiny", cancel=Cancel()))
    finally:
        workspace.close()


def test_weights_that_are_not_the_catalogue_s_are_not_loaded(tmp_path: Path, weights: Path) -> None:
    installation = with_model(tmp_path, weights)
    file = installation.folder / "models" / "tiny" / "tiny.gguf"
    bent = bytearray(file.read_bytes())
    bent[-1] ^= 1
    file.write_bytes(bent)
    workspace = Workspace.open(tmp_path / "home", Settings(chat_model="tiny"), installation=installation)
    try:
        with pytest.raises(ModelDamaged):
            said(workspace)
    finally:
        workspace.close()


def test_a_catalogue_of_another_model_is_none(tmp_path: Path, weights: Path) -> None:
    with pytest.raises(CatalogDamaged):
        Workspace.open(tmp_path / "home", Settings(), installation=with_model(tmp_path, weights, "other"))


def test_weights_of_the_program_s_own_catalogue_come_from_the_bundle(tmp_path: Path, needs_models: None) -> None:
    made = Site(tmp_path).version({("model", SMALL): {"README.md": b"card"}})
    place = made.folder / "models" / SMALL
    for source in (models_dir() / SMALL).glob("*.gguf"):
        os.link(source, place / source.name)
    settings = Settings(chat_model=SMALL, context_tokens=512)
    workspace = Workspace.open(tmp_path / "home", settings, installation=made)
    try:
        assert workspace.chat_model.folder == place
        assert said(workspace)
    finally:
        workspace.close()


def test_a_form_of_the_installed_release(tmp_path: Path) -> None:
    shipped = (assets_dir() / "templates" / "memo.toml").read_text(encoding="utf-8")
    own = shipped.replace('id = "memo"', 'id = "site-memo"').replace('name = "', 'name = "기관 ', 1)
    made = Site(tmp_path).version({("templates", "office"): {"site-memo.toml": own.encode()}})
    workspace = Workspace.open(tmp_path / "home", Settings(), installation=made)
    try:
        (found,) = (form for form in forms(workspace) if form.id == "site-memo")
        assert not found.site and found.name.startswith("기관 ")
    finally:
        workspace.close()


# --- documents --------------------------------------------------------------------------------
def corpus(site: Site, sequence: int, *, changed: bool = False) -> Installation:
    """A version with three rules; in a changed one the second is another text and the third is gone."""
    files = {}
    for number in (1, 2) if changed else (1, 2, 3):
        words = "고친 조문의 내용" if changed and number == 2 else "조문의 내용"
        lines = [f"{number}번 규정", "", f"제1조(목적) 이 규정은 {number}번 {words}을 정함을 목적으로 한다."]
        lines += ["제2조(정의) 이 규정에서 “물품”이란 사무에 쓰는 것을 말한다."]
        files[f"{number}.txt"] = "\n".join(lines).encode()
    return site.version({("corpus", "rules"): files}, sequence=sequence, titles={"rules": COLLECTION})


def opened(home: Path, installation: Installation) -> Workspace:
    return Workspace.open(home, Settings(), installation=installation)


def counted(workspace: Workspace) -> Counted:
    found = {
        record.path: tuple(one.id for one in workspace.documents.passages_of(record.document_id))
        for record in workspace.files.known(COLLECTION).values()
    }
    return Counted(found, workspace.searcher.indexer.meaning_behind())


def taken(workspace: Workspace, name: str = "rules", *, meaning: bool = False) -> IndexReport:
    return result_of(installed_corpora.take_in(workspace, name, cancel=Cancel(), meaning=meaning), IndexReport)


def followed(workspace: Workspace, *, meaning: bool = False) -> tuple[list[Event], tuple[IndexReport, ...]]:
    events = list(installed_corpora.follow(workspace, cancel=Cancel(), meaning=meaning))
    assert isinstance(events[-1], Done)
    return events, events[-1].result


def test_documents_follow_an_upgrade_and_the_way_back_and_keep_their_passages(
    tmp_path: Path, needs_models: None
) -> None:
    site, home = Site(tmp_path), tmp_path / "home"
    older = corpus(site, 1)
    workspace = opened(home, older)
    try:
        assert [(one.name, one.taken) for one in installed_corpora.shelves(workspace)] == [(COLLECTION, False)]
        assert taken(workspace, meaning=True).added == 3
        before = counted(workspace)
        assert before.vectors == 0 and not installed_corpora.behind(workspace)
    finally:
        workspace.close()
    newer = corpus(site, 2, changed=True)
    workspace = opened(home, newer)
    try:
        assert installed_corpora.behind(workspace)
        _, (report,) = followed(workspace, meaning=True)
        assert (report.unchanged, report.updated, report.added, report.removed) == (1, 1, 0, 1)
        after = counted(workspace)
        assert after.passages["1.txt"] == before.passages["1.txt"]
        assert after.passages["2.txt"] != before.passages["2.txt"] and "3.txt" not in after.passages
        assert {Path(os.fsdecode(one.raw_path)) for one in workspace.roots.all()} == {
            newer.folder / "corpora" / "rules"
        }
        for row in workspace.files.known(COLLECTION).values():
            assert Path(os.fsdecode(row.raw_path)).is_relative_to(newer.folder)
        assert not installed_corpora.behind(workspace)
        assert [(one.name, one.taken) for one in installed_corpora.shelves(workspace)] == [(COLLECTION, True)]
        root = workspace.roots.all()
    finally:
        workspace.close()
    workspace = opened(home, older)
    try:
        _, (report,) = followed(workspace)
        assert (report.unchanged, report.updated, report.added) == (1, 1, 1)
        assert counted(workspace).passages["1.txt"] == before.passages["1.txt"]
        workspace.roots.put(root[0])  # as after a kill between moving the rows and the root
        _, (report,) = followed(workspace)
        assert report.unchanged == 3 and len(workspace.roots.all()) == 1
    finally:
        workspace.close()


def test_documents_that_a_release_no_longer_holds_are_told(tmp_path: Path) -> None:
    site, home = Site(tmp_path), tmp_path / "home"
    workspace = opened(home, corpus(site, 1))
    try:
        taken(workspace)
    finally:
        workspace.close()
    workspace = opened(home, site.version({}, sequence=2))
    try:
        events, reports = followed(workspace)
        told = [event for event in events if isinstance(event, Warned)]
        assert [event.code for event in told] == [CorpusGone.code] and not reports
        assert len(counted(workspace).passages) == 3  # what was read stays
    finally:
        workspace.close()


def test_what_nobody_offers_is_not_taken_in(tmp_path: Path) -> None:
    workspace = opened(tmp_path / "home", corpus(Site(tmp_path), 1))
    try:
        with pytest.raises(CollectionMissing):
            taken(workspace, "none")
    finally:
        workspace.close()


def test_the_command_counts_what_changed_in_a_corpus_that_followed(tmp_path: Path) -> None:
    site, home = Site(tmp_path), tmp_path / "home"
    workspace = opened(home, corpus(site, 1))
    try:
        taken(workspace)
    finally:
        workspace.close()
    workspace = opened(home, corpus(site, 2, changed=True))
    options = arguments.parser(Messages.load("ko").say).parse_args(["index", "--words"])
    try:
        report = result_of(filing.take(options, workspace, Cancel()), IndexReport)
        assert (report.unchanged, report.updated, report.removed) == (1, 1, 1)
        assert not installed_corpora.behind(workspace)
    finally:
        workspace.close()
