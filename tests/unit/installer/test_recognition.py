"""The optional data for recognition: out of a Debian package, checked, and never in the way of the set-up."""

import hashlib
import io
import lzma
import tarfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from installer.steps import deb, models, recognition
from installer.steps.checkout import Checkout
from installer.steps.children import Children
from installer.steps.parts import Part
from installer.steps.say import Interrupted, Stop, Voice

DATA = b"traineddata" * 3000
SHA = hashlib.sha256(DATA).hexdigest()
MEMBER = "./usr/share/tessdata/kor.traineddata"
PATH = "models/tesseract-kor/kor.traineddata"


def tar(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


def ar(files: dict[str, bytes]) -> bytes:
    made = b"!<arch>\n"
    for name, data in files.items():
        head = f"{name:<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(data):<10}".encode() + b"`\n"
        made += head + data + b"\n" * (len(data) % 2)
    return made


def package(data: bytes = DATA) -> bytes:
    files = lzma.compress(tar({MEMBER: data}))
    return ar({"debian-binary": b"2.0\n", "control.tar.xz": b"odd", "data.tar.xz": files})


@dataclass
class Apt:
    """Stands for apt-get (what each sub-command answers, and the calls it got) and for a dpkg-deb that fails."""

    gives: bytes = b""
    needs_update: bool = False
    called: list[str] = field(default_factory=list)

    def run(self, command: list[str], log: Path, *, cwd: Path, env: object = None) -> int:
        if command[0] == "dpkg-deb":
            return 2
        verb = next(word for word in command if word in ("update", "download"))
        self.called.append(verb)
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text("E: apt said no", encoding="utf-8")
        if verb == "update":
            self.needs_update = False
            return 0
        if not self.gives or self.needs_update:
            return 100
        (cwd / "found.deb").write_bytes(self.gives)
        return 0


@pytest.fixture
def place(tmp_path: Path) -> Checkout:
    root = tmp_path / "checkout"
    locks = root / "installer" / "locks"
    locks.mkdir(parents=True)
    (locks / "models.toml").write_text(
        f'[[file]]\npath = "{PATH}"\nneed = "wish"\nmake = "deb"\nbytes = {len(DATA)}\nsha256 = "{SHA}"\n'
        f'[[file.part]]\npackage = "tesseract-ocr-kor"\nversion = "1"\npackage_sha256 = "{"0" * 64}"\n'
        f'member = "{MEMBER}"\nbytes = {len(DATA)}\nsha256 = "{SHA}"\n',
        encoding="utf-8",
    )
    return Checkout(root, tmp_path / "cache", Voice("en"), Children())


PART = Part("tesseract-ocr-kor", "1", "0" * 64, MEMBER, len(DATA), SHA)


def with_apt(monkeypatch: pytest.MonkeyPatch, place: Checkout, apt: Apt) -> None:
    monkeypatch.setattr("installer.steps.deb.shutil.which", lambda _name: "/usr/bin/apt-get")
    monkeypatch.setattr(place.children, "run", apt.run)


def test_the_member_of_a_package_is_taken(place: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    apt = Apt(package())
    with_apt(monkeypatch, place, apt)
    assert deb.fetch(place, PART) == DATA
    assert apt.called == ["download"]
    assert not (place.scratch / "deb").exists()


def test_without_lists_of_the_system_own_ones_are_fetched(place: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    apt = Apt(package(), needs_update=True)
    with_apt(monkeypatch, place, apt)
    assert deb.fetch(place, PART) == DATA
    assert apt.called == ["download", "update", "download"]


@pytest.mark.parametrize(
    "gives",
    [
        b"",
        b"no archive",
        ar({"debian-binary": b"2.0\n"})[:40],
        ar({"data.tar.xz": b"no tar"}),
        ar({"data.tar": tar({"./other": DATA})}),
        package(DATA[:-1] + b"X"),
        package(DATA + b"X"),
    ],
)
def test_anything_else_is_refused(place: Checkout, monkeypatch: pytest.MonkeyPatch, gives: bytes) -> None:
    apt = Apt(gives)
    with_apt(monkeypatch, place, apt)
    with pytest.raises(Stop):
        deb.fetch(place, PART)


def test_without_apt_it_says_so(place: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("installer.steps.deb.shutil.which", lambda _name: None)
    with pytest.raises(Stop, match="no apt"):
        deb.fetch(place, PART)


def test_members_of_odd_and_even_length_follow_each_other() -> None:
    files = {"a": b"odd", "b": b"even", "c": b""}
    assert dict(deb.members(ar(files))) == files


def test_the_data_is_fetched_once_and_for_every_checkout(place: Checkout) -> None:
    asked: list[str] = []

    def fetch(_checkout: Checkout, part: Part) -> bytes:
        asked.append(part.package)
        return DATA

    recognition.attempt(place, fetch=fetch)
    recognition.attempt(place, fetch=fetch)
    assert (place.root / PATH).read_bytes() == DATA
    (place.root / PATH).unlink()
    recognition.attempt(place, fetch=fetch)
    assert (place.root / PATH).read_bytes() == DATA
    assert asked == ["tesseract-ocr-kor"]
    assert models.absent(place, models.recipes(place, ["wish"])) == []


def test_a_failure_is_said_once_and_the_set_up_goes_on(place: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[str] = []

    def fetch(_checkout: Checkout, part: Part) -> bytes:
        asked.append(part.package)
        raise Stop("없음", "nothing there")

    recognition.attempt(place, fetch=fetch)
    assert "nothing there" in capsys.readouterr().out
    recognition.attempt(place, fetch=fetch)
    assert capsys.readouterr().out == ""
    recognition.attempt(place, again=True, fetch=fetch)
    assert len(asked) == 2
    assert not (place.root / PATH).exists()
    recognition.attempt(place, again=True, fetch=lambda _checkout, _part: DATA)
    assert (place.root / PATH).read_bytes() == DATA
    assert list((place.root / "build").glob("tried-*")) == []


def test_ctrl_c_is_not_swallowed(place: Checkout) -> None:
    def fetch(_checkout: Checkout, _part: Part) -> bytes:
        raise Interrupted

    with pytest.raises(Interrupted):
        recognition.attempt(place, fetch=fetch)


def test_a_file_laid_there_by_hand_is_taken(place: Checkout) -> None:
    def fetch(_checkout: Checkout, _part: Part) -> bytes:
        raise AssertionError

    (place.root / PATH).parent.mkdir(parents=True)
    (place.root / PATH).write_bytes(DATA)
    recognition.attempt(place, fetch=fetch)
    assert models.absent(place, models.recipes(place, ["wish"])) == []
