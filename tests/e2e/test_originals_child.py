"""Pages of originals through the real sealed child: files as they are, inside others, changed, gone and hostile."""

import sys
from collections.abc import Iterator

import pytest
from PIL import Image

from app.core.errors import (
    Cancelled,
    DocumentMissing,
    FileChanged,
    FileDamaged,
    FileEncrypted,
    FileMissing,
    PreviewMissing,
    ReaderCrashed,
    ReaderTimeout,
)
from app.core.events import Cancel, result_of
from app.core.types import PagePicture
from app.ingest.remote import Reader
from app.services.collection_run import IndexRequest
from app.services.context import Workspace
from app.services.index import index
from app.services.preview import Wanted, original, preview
from tests.fakes import documents
from tests.fakes.documents import archive
from tests.fakes.paper import Paper, text

pytestmark = [pytest.mark.e2e, pytest.mark.skipif(sys.platform != "linux", reason="limits and the seal are Linux's")]

LINES = text(50, 700, "제1조(목적) 이 규정은 휴가를 정한다.") + "0 400 595 40 re f\n"
PAPER = Paper([LINES, LINES]).save()


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    made = Reader()
    yield made
    made.close()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("files")
    (folder / "규정.pdf").write_bytes(PAPER)
    (folder / "지침.md").write_text("# 지침\n\n제1조(목적) 이 지침은 물품을 정한다.\n", encoding="utf-8")
    (folder / "바뀔.pdf").write_bytes(PAPER)
    (folder / "없어질.pdf").write_bytes(PAPER)
    (folder / "묶음.zip").write_bytes(archive({"안/규정.pdf": PAPER, "지침.txt": "제1조(목적) 정한다.".encode()}))
    made = Workspace.open(tmp_path_factory.mktemp("home"))
    for _event in index(made, IndexRequest(paths=(folder,), collection="규정", meaning=False), cancel=Cancel()):
        pass
    (folder / "바뀔.pdf").write_bytes(PAPER + b"\n% more")
    (folder / "없어질.pdf").unlink()
    yield made
    made.close()


def identity(workspace: Workspace, path: str) -> str:
    return next(entry.document_id for entry in workspace.ledger.entries() if entry.path == path)


def look(workspace: Workspace, path: str, page: int = 1, width: int = 400) -> PagePicture:
    return result_of(preview(workspace, Wanted(identity(workspace, path), page, width), cancel=Cancel()), PagePicture)


def has_ink(picture: PagePicture) -> bool:
    drawn = Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)
    return min(drawn.convert("L").tobytes()) < 100


def test_a_page_of_a_document(workspace: Workspace) -> None:
    picture = look(workspace, "규정.pdf", 2)
    assert (picture.width, picture.page, picture.pages) == (400, 2, 2)
    assert has_ink(picture)


def test_a_page_of_a_file_inside_another(workspace: Workspace) -> None:
    picture = look(workspace, "묶음.zip/안/규정.pdf")
    assert (picture.pages, has_ink(picture)) == (2, True)
    with pytest.raises(PreviewMissing):
        look(workspace, "묶음.zip/지침.txt")


def test_what_cannot_be_shown_has_a_code_and_the_name_for_people(workspace: Workspace) -> None:
    for path, fault in (("지침.md", PreviewMissing), ("바뀔.pdf", FileChanged), ("없어질.pdf", FileMissing)):
        with pytest.raises(fault) as caught:
            look(workspace, path)
        assert caught.value.params["name"] == path
    with pytest.raises(DocumentMissing):
        list(preview(workspace, Wanted("nobody", 1, 100), cancel=Cancel()))


def test_the_file_behind_a_document(workspace: Workspace) -> None:
    assert original(workspace, identity(workspace, "규정.pdf")).read_bytes() == PAPER
    assert original(workspace, identity(workspace, "묶음.zip/안/규정.pdf")).name == "묶음.zip"
    with pytest.raises(FileMissing):
        original(workspace, identity(workspace, "없어질.pdf"))


def test_a_look_that_is_no_longer_wanted(workspace: Workspace) -> None:
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Cancelled):
        list(preview(workspace, Wanted(identity(workspace, "규정.pdf"), 1, 100), cancel=cancel))


def test_the_child_that_ended_is_started_again(workspace: Workspace) -> None:
    look(workspace, "규정.pdf")
    workspace.previewer.close()
    assert has_ink(look(workspace, "규정.pdf"))


# --- hostile files ---------------------------------------------------------------------------
def page_of(content: bytes, resources: bytes, *objects: bytes) -> bytes:
    """A PDF of one page; `objects` are numbered from 5 on."""
    return documents.pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<" + resources + b">>>>",
        documents.pdf_stream(content),
        *objects,
    )


def without_end() -> bytes:
    """A page that asks for more drawing than any clock allows, in little memory: a shading whose colour is a long
    computation for each dot. (Forms within forms grow while they are read, and meet the memory limit on a fast
    machine before the clock on a slow one.)"""
    computation = b"{ " + b"sin cos " * 20_000 + b"0.5 }"
    return page_of(
        b"/S sh",
        b"/Shading<</S 5 0 R>>",
        b"<</ShadingType 1/ColorSpace/DeviceRGB/Domain[0 600 0 800]/Function 6 0 R>>",
        documents.pdf_stream(computation, b"/FunctionType 4/Domain[0 600 0 800]/Range[0 1 0 1 0 1]"),
    )


def without_bottom() -> bytes:
    """A page whose few bytes ask for more memory than there is: forms that draw forms, each sixty times the next."""
    levels = 9
    forms = []
    for level in range(levels):
        below = b"/Resources<</XObject<</X %d 0 R>>>>" % (6 + level) if level + 1 < levels else b""
        content = b"/X Do " * 60 if below else b"0 0 600 800 re f " * 60
        forms.append(documents.pdf_stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]" + below))
    return page_of(b"/X Do " * 60, b"/XObject<</X 5 0 R>>", *forms)


def test_a_page_that_draws_for_ever_costs_its_own_time(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ingest.remote.wall_seconds", lambda _size: 2.0)
    with pytest.raises(ReaderTimeout):
        reader.preview(without_end(), "끝없는.pdf", 1, 800)
    monkeypatch.undo()
    assert has_ink(reader.preview(PAPER, "a.pdf", 1, 300))


def test_a_page_that_grows_for_ever_costs_its_own_memory(reader: Reader) -> None:
    with pytest.raises((ReaderCrashed, ReaderTimeout)):  # memory or the clock, whichever this machine meets first
        reader.preview(without_bottom(), "밑없는.pdf", 1, 800)
    assert has_ink(reader.preview(PAPER, "a.pdf", 1, 300))


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n" + b"\xff" * 2000,
        PAPER[:300],
        documents.pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
    ],
)
def test_a_hostile_pdf_is_a_code_and_the_next_is_drawn(reader: Reader, data: bytes) -> None:
    with pytest.raises((FileDamaged, ReaderCrashed)):
        reader.preview(data, "나쁜.pdf", 1, 500)
    assert has_ink(reader.preview(PAPER, "a.pdf", 2, 300))


def test_a_locked_file_says_so(reader: Reader) -> None:
    with pytest.raises(FileEncrypted):
        reader.preview(documents.locked_docx(), "a.docx", 1, 100)


def test_bytes_are_sent_once_and_reading_goes_on_between(reader: Reader) -> None:
    first = reader.preview(PAPER, "a.pdf", 1, 200)
    assert reader.read(PAPER, "a.pdf").passages
    assert reader.preview(PAPER, "a.pdf", 1, 200) == first
    assert reader.preview(Paper([""]).save(), "b.pdf", 1, 200).pages == 1
