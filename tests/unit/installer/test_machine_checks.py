"""What a machine lacks is said with the package to install."""

import sys
from pathlib import Path

import pytest

from installer.steps import checks
from installer.steps.checkout import Checkout
from installer.steps.children import Children
from installer.steps.say import Stop, Text, Voice, language_of_machine


def test_a_missing_qt_library_names_the_packages_of_both_families() -> None:
    said = checks.libraries(checks.QT, lambda name: name != "libEGL.so.1")
    assert said is not None
    for sentence in (said.ko, said.en):
        assert "libEGL.so.1" in sentence
        assert "apt install libegl1\n" in sentence
        assert "dnf install libglvnd-egl" in sentence
        assert "libGL.so.1" not in sentence
    assert checks.libraries(checks.QT, lambda _name: True) is None


def test_every_library_has_a_package_in_both_families() -> None:
    for library in (*checks.QT, *checks.QT_X11):
        assert library.name.endswith(tuple("0123456789"))
        assert library.debian
        assert library.fedora


@pytest.mark.skipif(sys.platform != "linux", reason="shared libraries are looked up on Linux")
def test_the_system_is_really_asked() -> None:
    assert checks.loads("libc.so.6")
    assert not checks.loads("libmunjigi-nowhere.so.9")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has Visual Studio's own lookup")
def test_no_compiler_names_the_packages() -> None:
    said = checks.compiler(lambda _name: None)
    assert said is not None
    assert "build-essential" in said.ko
    assert "gcc-c++" in said.en


@pytest.mark.skipif(sys.platform == "win32", reason="uses a POSIX program")
def test_a_compiler_that_does_not_compile_is_none() -> None:
    assert checks.compiler(lambda _name: "/bin/false") is not None


def test_a_python_without_venv_names_the_package() -> None:
    said = checks.venv_module(lambda name: None if name == "ensurepip" else object())
    assert said is not None
    assert f"python{sys.version_info[0]}.{sys.version_info[1]}-venv" in said.ko
    assert checks.venv_module(lambda _name: object()) is None


def test_disk_space_is_asked_for_in_numbers(tmp_path: Path) -> None:
    place = Checkout(tmp_path, tmp_path / "not" / "there" / "yet", Voice("en"), Children())
    said = checks.disk(place, lambda _path: 1 << 30)
    assert said is not None
    assert "6.0 GiB" in said.ko
    assert "1.0 GiB" in said.en
    assert "MUNJIGI_CACHE" in said.en
    assert checks.disk(place, lambda _path: 100 << 30) is None


def test_everything_missing_is_said_at_once() -> None:
    checks.require(None, None)
    with pytest.raises(Stop) as raised:
        checks.require(Text("가", "a"), None, Text("나", "b"))
    assert raised.value.ko == "가\n나"
    assert raised.value.en == "a\nb"


@pytest.mark.parametrize(
    ("value", "language"), [("ko_KR.UTF-8", "ko"), ("en_US.UTF-8", "en"), ("C.UTF-8", ""), ("fr_FR.UTF-8", "")]
)
def test_the_language_follows_the_machine(monkeypatch: pytest.MonkeyPatch, value: str, language: str) -> None:
    for name in ("MUNJIGI_LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", value)
    assert language_of_machine() == language
    shown = Voice(language).pick("안녕", "hello")
    assert ("안녕" in shown, "hello" in shown) == (language != "en", language != "ko")
