"""Signing with a key that never leaves its token: SoftHSM 2, where it is on the machine."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bundle import key_files
from app.bundle.trust.trusted import Trust
from app.bundle.verifying import opened
from app.core.bundle_errors import SigningKeyBad, TokenFailed
from app.core.events import Cancel
from app.services.bundling import making as bundle_making
from installer import sign
from tests.fakes import soft_token

LIBRARY = soft_token.found()
pytestmark = pytest.mark.skipif(LIBRARY is None, reason="SoftHSM 2 is not on this machine (installer/README.md)")
PIN = "123456"


@pytest.fixture(scope="module")
def holders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two keys in a token and one in a file."""
    folder = tmp_path_factory.mktemp("token")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in soft_token.made(LIBRARY or Path(), folder, "card", PIN).items():
            patch.setenv(name, value)
        (folder / "pin").write_text(PIN, encoding="utf-8")
        (folder / "wrong").write_text("000000", encoding="utf-8")
        for name in ("one", "two"):
            assert call("token", *words(folder, name), "-o", folder / f"{name}.pub.pem") == 0
        key_files.make(folder / "three.key.pem", "", bare=True)
        yield folder


def call(*given: object) -> int:
    return sign.main([str(word) for word in given])


def words(folder: Path, label: str, *, token: str = "card", pin: str = "pin") -> list[object]:
    return ["--module", LIBRARY, "--token", token, "--label", label, "--pin-file", folder / pin]


@pytest.fixture
def document(holders: Path, tmp_path: Path) -> Path:
    lines = ['product = "munjigi"', 'channels = ["standard"]', "epoch = 1", "floor = [1, 1]"]
    lines += ["[threshold]", "root = 2", "release = 2"]
    for name in ("one", "two", "three"):
        lines += ["[[key]]", f'name = "{name}"', f'file = "{name}.pub.pem"', 'roles = ["root", "release"]']
    (holders / "root.toml").write_text("\n".join(lines), encoding="utf-8")
    assert call("root", holders / "root.toml", "-o", tmp_path) == 0
    return tmp_path / "1.root.json"


def test_two_tokens_make_a_root_that_verifies(holders: Path, document: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert call("add", document, *words(holders, name), "--yes") == 0
    assert bundle_making.state(document).complete
    source = tmp_path / "source"
    source.mkdir()
    (source / "munjigi").write_bytes(b"program")
    roots = tmp_path / "roots"
    roots.mkdir()
    shutil.copy(document, roots)
    spec = tmp_path / "spec.toml"
    spec.write_text(
        'product = "munjigi"\nchannel = "standard"\nversion = "1"\nepoch = 1\nsequence = 1\nroots = "roots"\n'
        '[[component]]\nkind = "app"\nid = "munjigi"\nversion = "1"\ntitle = "t"\nos = "linux"\nsource = "source"\n'
    )
    list(bundle_making.build(bundle_making.BuildRequest(spec, tmp_path / "out"), cancel=Cancel()))
    release = tmp_path / "out" / "meta" / "release.json"
    assert call("add", release, *words(holders, "two"), "--yes") == 0
    assert call("add", release, "--key", holders / "three.key.pem", "--yes") == 0
    verified = opened([tmp_path / "out"], Trust((document.read_bytes(),)))
    assert {one.name for one in verified.signers} == {"two", "three"}


@pytest.mark.parametrize(
    ("label", "token", "pin"), [("one", "card", "wrong"), ("none", "card", "pin"), ("one", "no-card", "pin")]
)
def test_a_token_that_does_not_sign_changes_nothing(
    holders: Path, document: Path, capsys: pytest.CaptureFixture[str], label: str, token: str, pin: str
) -> None:
    before = document.read_bytes()
    assert call("add", document, *words(holders, label, token=token, pin=pin), "--yes") == 1
    assert TokenFailed.code in capsys.readouterr().err
    assert document.read_bytes() == before


def test_a_library_that_is_none(holders: Path, document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = words(holders, "one")
    given[1] = holders / "pin"
    assert call("add", document, *given, "--yes") == 1
    assert TokenFailed.code in capsys.readouterr().err


def test_a_key_of_that_name_is_not_made_twice(holders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("token", *words(holders, "one"), "-o", holders / "again.pub.pem") == 1
    assert TokenFailed.code in capsys.readouterr().err
    assert call("token", *words(holders, "four"), "-o", holders / "one.pub.pem") == 1
    assert SigningKeyBad.code in capsys.readouterr().err  # and no key was made that nobody knows the public half of
    from installer import tokens

    with pytest.raises(TokenFailed), tokens.held(tokens.TokenPlace(LIBRARY or Path(), "card", "four"), PIN):
        pass
