"""What the doctor says of the reader's locks."""

import pytest

from app.core.errors import ChildUnstartable
from app.ingest.remote import Locks
from app.services import diagnose
from app.services.diagnose import Check, DoctorReport


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


def test_an_open_reader_is_not_sound() -> None:
    assert DoctorReport("1", (Check("check_reader_files", True, ""),)).sound
    assert not DoctorReport("1", (Check("check_reader_files", False, "", "SYS-005"),)).sound
