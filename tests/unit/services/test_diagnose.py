"""What the doctor says of the reader's locks and of recognition."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.core.catalog import Catalog
from app.core.errors import ChildUnstartable
from app.core.events import Cancel
from app.core.paths import models_dir
from app.ingest.remote import Locks
from app.search.remote import Embedder
from app.services.inspecting import diagnose
from app.services.inspecting.diagnose import Check, DoctorReport
from app.services.models.installed import ModelState


class Reader:
    """A reader that says what the test wants; whether it was closed."""

    answer: Locks | None = Locks(True, True)
    closed = 0

    def locks(self) -> Locks:
        if self.answer is None:
            raise ChildUnstartable(role="reader")
        return self.answer

    def close(self) -> None:
        Reader.closed += 1


@pytest.mark.parametrize(
    ("answer", "checks"),
    [
        (Locks(True, True), [("check_reader_files", True, ""), ("check_reader_memory", True, "")]),
        (Locks(False, True), [("check_reader_files", False, "SYS-005"), ("check_reader_memory", True, "")]),
        (Locks(True, False), [("check_reader_files", True, ""), ("check_reader_memory", False, "SYS-005")]),
        (None, [("check_reader_files", False, "SYS-001")]),
    ],
)
def test_each_lock_is_a_check(
    answer: Locks | None, checks: list[tuple[str, bool, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagnose, "Reader", Reader)
    monkeypatch.setattr(Reader, "answer", answer)
    monkeypatch.setattr(Reader, "closed", 0)
    found = diagnose._reader_locks()
    assert [(check.name, check.ok, check.code) for check in found] == checks
    assert Reader.closed == 1


def test_an_encoder_that_cannot_start_is_told(tmp_path: Path) -> None:
    model = Catalog.load(models_dir()).choose("embed")
    embedder = Embedder(replace(model, folder=tmp_path), 1)
    check = diagnose._encoder(embedder, Cancel())
    embedder.close()
    assert (check.name, check.ok, check.detail, check.code) == ("check_encoder", False, model.id, "LLM-001")


def test_an_open_reader_is_not_sound() -> None:
    assert DoctorReport("1", (Check("check_reader_files", True, ""),)).sound
    assert not DoctorReport("1", (Check("check_reader_files", False, "", "SYS-005"),)).sound


@pytest.mark.parametrize(
    ("state", "code", "ok", "told"),
    [("ok", "", True, ""), ("missing", "LLM-001", None, "SYS-006"), ("damaged", "LLM-002", False, "LLM-002")],
)
def test_recognition_is_optional_but_must_be_whole(state: str, code: str, ok: bool | None, told: str) -> None:
    model = Catalog.load(models_dir()).choose("ocr")
    check = diagnose._recognition(ModelState(model, state, code, used=False))
    assert (check.name, check.ok, check.detail, check.code) == ("check_ocr", ok, "tesseract-kor", told)
    assert DoctorReport("1", (check,)).sound is (ok is not False)
