"""The ceremony with key files: two signers of three on folders of their own, rotation, and what is refused."""

import shutil
import stat
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from app.bundle import key_files
from app.bundle.format import keys
from app.bundle.trust.trusted import Trust
from app.bundle.verifying import opened
from app.core.bundle_errors import (
    BundleMalformed,
    BundleSourceBad,
    ProductWrong,
    ReleaseRevoked,
    SignaturesTooFew,
    SignerUnknown,
    SigningKeyBad,
)
from app.core.events import Cancel, Done
from app.services.bundling import making as bundle_making
from app.services.bundling.making import BuildRequest, Built
from installer import build_bundle, sign

PHRASE = "긴 암호는 짧은 암호보다 낫다"


@pytest.fixture(scope="module")
def holders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three keys that may sign, one that may not, and a passphrase in a file. Only `c` is encrypted: that is slow."""
    folder = tmp_path_factory.mktemp("keys")
    (folder / "phrase").write_text(PHRASE + "\n", encoding="utf-8")
    for name in ("a", "b", "c", "stranger"):
        key_files.make(folder / f"{name}.key.pem", PHRASE, bare=name != "c")
    return folder


def root_spec(holders: Path, names: str = "abc", *, epoch: int = 1, floor: tuple[int, int] = (1, 1)) -> Path:
    lines = ['product = "munjigi"', 'channels = ["standard"]', f"epoch = {epoch}", f"floor = [{floor[0]}, {floor[1]}]"]
    lines += ["[threshold]", "root = 2", "release = 2"]
    for name in names:
        lines += ["[[key]]", f'name = "{name}"', f'file = "{name}.pub.pem"', 'roles = ["root", "release"]']
    path = holders / "root.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def call(*words: object) -> int:
    return sign.main([str(word) for word in words])


def put(holders: Path, name: str, *documents: Path) -> int:
    return call(
        "add", *documents, "--key", holders / f"{name}.key.pem", "--passphrase-file", holders / "phrase", "--yes"
    )


@pytest.fixture
def roots(holders: Path, tmp_path: Path) -> Path:
    """A folder with a whole root 1."""
    assert call("root", root_spec(holders), "-o", tmp_path / "roots") == 0
    for name in "ab":
        assert put(holders, name, tmp_path / "roots" / "1.root.json") == 0
    return tmp_path / "roots"


def bundle_spec(folder: Path, **changes: object) -> Path:
    """A spec of one program of three files."""
    source = folder / "source"
    if not source.exists():
        source.mkdir()
        (source / "munjigi").write_bytes(b"program")
        (source / "munjigi").chmod(0o755)
        (source / "one").write_bytes(b"1" * 300_000)
        (source / "two").write_bytes(b"2" * 400_000)
    values = {"product": "munjigi", "channel": "standard", "version": "1.0.0", "epoch": 1, "sequence": 1} | changes
    lines = [f'{name} = "{value}"' if isinstance(value, str) else f"{name} = {value}" for name, value in values.items()]
    lines += ["signed_at = 2026-01-31T09:00:00Z", 'roots = "roots"', "[[component]]", 'kind = "app"']
    lines += ['id = "munjigi"', 'version = "1"', 'title = "문지기"', 'os = "linux"', 'source = "source"']
    path = folder / "spec.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def built(spec: Path, out: Path, size: int = 0, against: Path | None = None) -> Built:
    (done,) = (
        event.result
        for event in bundle_making.build(BuildRequest(spec, out, size, against), cancel=Cancel())
        if isinstance(event, Done)
    )
    assert isinstance(done, Built)
    return done


def test_a_private_key_is_encrypted_for_its_owner_alone(holders: Path, tmp_path: Path) -> None:
    path = holders / "c.key.pem"
    assert b"BEGIN ENCRYPTED PRIVATE KEY" in path.read_bytes()
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert key_files.load(path, PHRASE).spki == key_files.public_spki(holders / "c.pub.pem")
    with pytest.raises(SigningKeyBad):
        key_files.make(tmp_path / "short.key.pem", "short")
    with pytest.raises(SigningKeyBad):
        key_files.make(tmp_path / "none.key.pem", "")
    assert not list(tmp_path.iterdir())
    key_files.make(tmp_path / "bare.key.pem", "", bare=True)
    assert not key_files.is_encrypted(tmp_path / "bare.key.pem")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not on this machine")
def test_an_encrypted_key_is_read_by_openssl_and_guessed_slowly(holders: Path) -> None:
    """RFC 7914: scrypt, whose cost stands in the file; no library's default of some thousand rounds of PBKDF2."""
    command = ["openssl", "pkey", "-in", str(holders / "c.key.pem"), "-passin", f"file:{holders / 'phrase'}", "-noout"]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    shown = ["openssl", "asn1parse", "-in", str(holders / "c.key.pem")]
    told = subprocess.run(shown, check=True, capture_output=True, text=True).stdout
    assert ":scrypt" in told and "INTEGER           :4000" in told and ":aes-256-cbc" in told


def test_a_passphrase_typed_on_another_system(holders: Path) -> None:
    decomposed = unicodedata.normalize("NFD", PHRASE)
    assert decomposed != PHRASE
    assert key_files.load(holders / "c.key.pem", decomposed).id


def test_a_key_is_never_written_over_another(holders: Path) -> None:
    before = (holders / "a.key.pem").read_bytes()
    with pytest.raises(SigningKeyBad) as refused:
        key_files.make(holders / "a.key.pem", PHRASE)
    assert refused.value.params["detail"] == "exists"
    assert (holders / "a.key.pem").read_bytes() == before


@pytest.mark.parametrize("phrase", ["another passphrase", "", None])
def test_a_wrong_passphrase(holders: Path, phrase: str | None) -> None:
    with pytest.raises(SigningKeyBad):
        key_files.load(holders / "c.key.pem", phrase)


def test_a_key_of_another_kind_and_a_private_key_as_a_public_one(holders: Path, tmp_path: Path) -> None:
    from tests.fakes.odd_keys import other_curve

    (tmp_path / "other.pem").write_bytes(other_curve())
    with pytest.raises(SigningKeyBad) as refused:
        key_files.load(tmp_path / "other.pem", None)
    assert refused.value.params["detail"] == "ECDSA P-256"
    with pytest.raises(SigningKeyBad) as refused:
        key_files.public_spki(holders / "a.key.pem")
    assert refused.value.params["detail"] == "private"


def test_the_first_root_is_whole_with_two_of_three(holders: Path, tmp_path: Path) -> None:
    assert call("root", root_spec(holders), "-o", tmp_path) == 0
    document = tmp_path / "1.root.json"
    missing = []
    for name in "abc":
        (role,) = bundle_making.state(document).roles
        missing.append(role.missing)
        put(holders, name, document)
    assert missing == [2, 1, 0]
    assert {one.name for one in bundle_making.state(document).roles[0].signers} == {"a", "b", "c"}


def test_when_there_are_enough_nobody_is_missing(
    roots: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUNJIGI_LANG", "ko")
    capsys.readouterr()
    assert call("show", roots / "1.root.json") == 0
    told = capsys.readouterr().out
    assert "2개 가운데 2개 [" in told and "모자람 0\n" in told


def test_two_signers_on_folders_of_their_own(holders: Path, roots: Path, tmp_path: Path) -> None:
    built(bundle_spec(tmp_path), tmp_path / "out")
    for name in "ac":
        shutil.copytree(tmp_path / "out" / "meta", tmp_path / name / "meta")  # a stick for each
        assert put(holders, name, tmp_path / name / "meta" / "release.json") == 0
    trust = Trust(((roots / "1.root.json").read_bytes(),))
    with pytest.raises(SignaturesTooFew):
        opened([tmp_path / "a"], trust)
    release = tmp_path / "out" / "meta" / "release.json"
    state = bundle_making.join([release], [tmp_path / name / "meta" / "release.json" for name in "ac"])
    assert state.complete
    assert {one.name for one in opened([tmp_path / "out"], trust).signers} == {"a", "c"}


def test_the_same_signer_twice_counts_once(holders: Path, roots: Path, tmp_path: Path) -> None:
    built(bundle_spec(tmp_path), tmp_path / "out")
    release = tmp_path / "out" / "meta" / "release.json"
    put(holders, "a", release)
    put(holders, "a", release)
    assert bundle_making.state(release).roles[0].missing == 1


def test_a_stranger_cannot_sign(holders: Path, roots: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built(bundle_spec(tmp_path), tmp_path / "out")
    release = tmp_path / "out" / "meta" / "release.json"
    before = release.read_bytes()
    assert put(holders, "stranger", release) == 1
    assert SignerUnknown.code in capsys.readouterr().err
    assert release.read_bytes() == before


def test_a_wrong_passphrase_signs_nothing(
    holders: Path, roots: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built(bundle_spec(tmp_path), tmp_path / "out")
    (tmp_path / "wrong").write_text("not the passphrase at all", encoding="utf-8")
    release = tmp_path / "out" / "meta" / "release.json"
    before = release.read_bytes()
    assert call("add", release, "--key", holders / "c.key.pem", "--passphrase-file", tmp_path / "wrong", "--yes") == 1
    assert SigningKeyBad.code in capsys.readouterr().err
    assert release.read_bytes() == before


def test_nothing_is_signed_without_a_yes(
    holders: Path, roots: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(bundle_spec(tmp_path), tmp_path / "out")
    release = tmp_path / "out" / "meta" / "release.json"
    before = release.read_bytes()
    monkeypatch.setattr("builtins.input", lambda _prompt: "y")
    assert call("add", release, "--key", holders / "a.key.pem", "--passphrase-file", holders / "phrase") == 130
    assert release.read_bytes() == before


def test_copies_that_differ_in_what_is_signed(holders: Path, roots: Path, tmp_path: Path) -> None:
    built(bundle_spec(tmp_path), tmp_path / "out")
    built(bundle_spec(tmp_path, sequence=2), tmp_path / "other")
    with pytest.raises(BundleMalformed) as refused:
        bundle_making.join([tmp_path / "out/meta/release.json", tmp_path / "other/meta/release.json"])
    assert refused.value.params["detail"] == "payload differs"


def test_a_root_is_rotated_by_the_old_and_the_new(holders: Path, roots: Path) -> None:
    key_files.make(roots.parent / "d.key.pem", "", bare=True)
    for name in ("d.key.pem", "d.pub.pem"):
        (holders / name).write_bytes((roots.parent / name).read_bytes())
    assert call("root", root_spec(holders, "bcd", epoch=2), "-o", roots) == 0
    second = roots / "2.root.json"
    states = []
    for name in "adb":  # a: old alone, d: new alone, b: both
        put(holders, name, second)
        states.append([role.missing for role in bundle_making.state(second).roles])
    assert states == [[1, 2], [1, 1], [0, 0]]
    from app.bundle.trust.chain import walked

    assert walked((roots / f"{version}.root.json").read_bytes() for version in (1, 2)).last.version == 2


@pytest.mark.parametrize(("epoch", "floor"), [(3, (1, 1)), (1, (1, 0))])
def test_a_root_that_would_not_follow_is_not_made(
    holders: Path, roots: Path, epoch: int, floor: tuple[int, int]
) -> None:
    assert call("root", root_spec(holders, epoch=epoch, floor=floor), "-o", roots) == 1
    assert not (roots / "2.root.json").exists()


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"product": "other"}, ProductWrong),
        ({"channel": "test"}, ProductWrong),
        ({"epoch": 2}, BundleMalformed),
        ({"sequence": 1, "epoch": 1, "version": "0.9"}, None),
    ],
)
def test_what_no_verifier_would_take_is_not_built(
    roots: Path, tmp_path: Path, changes: dict[str, object], fault: type[Exception] | None
) -> None:
    spec = bundle_spec(tmp_path, **changes)
    if fault is None:
        assert built(spec, tmp_path / "out").place == (1, 1)
        return
    with pytest.raises(fault):
        built(spec, tmp_path / "out")


def test_a_revoked_place_is_not_built(holders: Path, roots: Path, tmp_path: Path) -> None:
    assert call("root", root_spec(holders, floor=(1, 5)), "-o", roots) == 0
    for name in "ab":
        put(holders, name, roots / "2.root.json")
    with pytest.raises(ReleaseRevoked):
        built(bundle_spec(tmp_path, sequence=4), tmp_path / "out")
    assert built(bundle_spec(tmp_path, sequence=5), tmp_path / "five").place == (1, 5)


def test_roots_that_are_not_whole_go_on_no_medium(holders: Path, tmp_path: Path) -> None:
    assert call("root", root_spec(holders), "-o", tmp_path / "roots") == 0
    put(holders, "a", tmp_path / "roots" / "1.root.json")
    with pytest.raises(SignaturesTooFew):
        built(bundle_spec(tmp_path), tmp_path / "out")


def test_parts_over_media_in_any_order(holders: Path, roots: Path, tmp_path: Path) -> None:
    made = built(bundle_spec(tmp_path), tmp_path / "out", 1_600_000)
    assert len(made.media) == 2
    for name in "ab":
        put(holders, name, *(path / "meta" / "release.json" for path in made.media))
    verified = opened(made.media[::-1], Trust(((roots / "1.root.json").read_bytes(),)))
    from app.bundle.medium import Media

    entries = verified.selected("linux")
    assert not Media(made.media).missing(entries) and Media(made.media[:1]).missing(entries)
    for path in made.media:
        assert sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) <= 1_600_000
    with pytest.raises(BundleSourceBad):
        built(bundle_spec(tmp_path), tmp_path / "small", 1_200_000)


def test_media_that_were_signed_apart_are_made_alike(holders: Path, roots: Path, tmp_path: Path) -> None:
    made = built(bundle_spec(tmp_path), tmp_path / "out", 1_600_000)
    documents = [path / "meta" / "release.json" for path in made.media]
    for name, document in zip("ab", documents, strict=True):
        put(holders, name, document)
    trust = Trust(((roots / "1.root.json").read_bytes(),))
    with pytest.raises(BundleMalformed):
        opened(made.media, trust)
    assert call("join", *documents) == 0
    assert len(opened(made.media, trust).signers) == 2


def test_a_delta_carries_only_what_is_new(roots: Path, tmp_path: Path) -> None:
    first = built(bundle_spec(tmp_path), tmp_path / "out")
    (tmp_path / "source" / "two").write_bytes(b"3" * 1000)
    second = built(bundle_spec(tmp_path, sequence=2), tmp_path / "delta", against=tmp_path / "out")
    assert (first.parts, second.parts, second.bytes) == (3, 1, 1000)


def test_two_builds_are_alike(roots: Path, tmp_path: Path) -> None:
    spec = bundle_spec(tmp_path)
    assert built(spec, tmp_path / "one").digest == built(spec, tmp_path / "two").digest
    assert build_bundle.main([str(spec), "-o", str(tmp_path / "one")]) == 1  # there is a bundle already


@pytest.mark.skipif(sys.platform == "win32", reason="links want a privilege there")
def test_a_link_that_leaves_its_folder(roots: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = bundle_spec(tmp_path)
    (tmp_path / "secret").write_bytes(b"not to be packed")
    (tmp_path / "source" / "link").symlink_to("../secret")
    assert build_bundle.main([str(spec), "-o", str(tmp_path / "out")]) == 1
    assert BundleSourceBad.code in capsys.readouterr().err
    (tmp_path / "source" / "link").unlink()
    (tmp_path / "source" / "link").symlink_to("one")
    assert built(spec, tmp_path / "inside").parts == 3  # packed as the file it leads to: the same content


def test_a_key_s_name_is_the_digest_of_its_public_half(holders: Path) -> None:
    assert key_files.load(holders / "a.key.pem", None).id == keys.keyid(key_files.public_spki(holders / "a.pub.pem"))
