"""Keys, roots and signatures of bundles, made offline: `python installer/sign.py key|token|root|add|join|show …`.

Nothing signs by default and there is no default key. Secrets are typed, or come from a file: never from the command
line. The ceremony step by step: installer/RUNBOOK.md.
"""

import argparse
import getpass
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path[0] = str(ROOT)

from app.bundle import key_files  # noqa: E402 - the path of the checkout comes first
from app.bundle.format import keys  # noqa: E402
from app.bundle.key_files import HeldKey  # noqa: E402
from app.core.bundle_errors import SigningKeyBad  # noqa: E402
from app.core.errors import AppError  # noqa: E402
from app.core.messages import Messages  # noqa: E402
from app.services.bundling import making as bundle_making  # noqa: E402
from app.services.bundling.making import SigningState  # noqa: E402
from installer import ceremony  # noqa: E402
from installer.steps.say import Voice, language_of_machine, tolerant_output  # noqa: E402


def arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="sign.py", description="묶음의 키와 서명 / keys and signatures of bundles")
    verbs = parser.add_subparsers(dest="verb", required=True)
    key = verbs.add_parser("key", help="키 파일을 만듭니다 / make a key in a file")
    key.add_argument("file", type=Path, metavar="NAME.key.pem")
    _secret(key, "--passphrase-file")
    key.add_argument("--unencrypted", action="store_true", help="암호 없이 / without a passphrase")
    token = verbs.add_parser("token", help="토큰 안에 키를 만듭니다 / make a key in a token")
    _token(token, required=True)
    token.add_argument("-o", "--output", type=Path, required=True, metavar="NAME.pub.pem")
    root = verbs.add_parser("root", help="다음 루트 문서를 만듭니다 / make the next root")
    root.add_argument("spec", type=Path, metavar="ROOT.toml")
    root.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    add = verbs.add_parser("add", help="서명을 하나 더합니다 / add a signature")
    add.add_argument("documents", nargs="+", type=Path, metavar="META.json")
    add.add_argument("--key", type=Path, metavar="FILE")
    _secret(add, "--passphrase-file")
    _token(add, required=False)
    add.add_argument("--yes", action="store_true", help="묻지 않고 / without asking")
    join = verbs.add_parser("join", help="사본의 서명을 모읍니다 / bring copies' signatures together")
    join.add_argument("documents", nargs="+", type=Path, metavar="META.json")
    show = verbs.add_parser("show", help="누가 서명했는지 / who has signed")
    show.add_argument("documents", nargs="+", type=Path, metavar="META.json|KEY.pub.pem")
    chosen = parser.parse_args(argv)
    if chosen.verb == "add" and (chosen.key is None) == (chosen.module is None):
        parser.error("--key FILE, or --module LIB --token LABEL --label NAME")
    if chosen.verb == "add" and chosen.module is not None and not (chosen.token and chosen.label):
        parser.error("--token LABEL --label NAME")
    return chosen


def _secret(parser: argparse.ArgumentParser, name: str) -> None:
    parser.add_argument(name, type=Path, metavar="FILE", help="첫 줄; 없으면 묻습니다 / its first line; else asked")


def _token(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--module", type=Path, required=required, metavar="LIB", help="PKCS#11")
    parser.add_argument("--token", required=required, default="", metavar="LABEL")
    parser.add_argument("--label", required=required, default="", metavar="NAME", help="키의 이름 / the key's name")
    _secret(parser, "--pin-file")


def main(argv: Sequence[str]) -> int:
    tolerant_output()
    chosen = arguments(argv)
    language = language_of_machine()
    voice = Voice(language)
    verbs: dict[str, Callable[[argparse.Namespace, Voice], int]] = {
        "key": _make_key,
        "token": _make_token,
        "root": _make_root,
        "add": _add,
        "join": lambda options, voice: _told(bundle_making.join(options.documents), voice),
        "show": _show,
    }
    try:
        return verbs[chosen.verb](chosen, voice)
    except AppError as error:
        print(Messages.load(language or "ko").for_error(error), file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):
        voice.say("그만두었습니다. 아무것도 서명하지 않았습니다.", "Stopped. Nothing was signed.")
        return 130


def _make_key(options: argparse.Namespace, voice: Voice) -> int:
    phrase = ""
    if not options.unencrypted:
        phrase = _read_secret(options.passphrase_file, voice.pick("새 암호: ", "New passphrase: "))
        if options.passphrase_file is None and phrase != getpass.getpass(voice.pick("한 번 더: ", "Once more: ")):
            raise SigningKeyBad(name=options.file.name, detail="passphrase")
    public = key_files.make(options.file, phrase, bare=options.unencrypted)
    if options.unencrypted:
        voice.say("주의: 암호 없는 개인 키입니다.", "Mind: this private key has no passphrase.")
    _show_key(public)
    return 0


def _make_token(options: argparse.Namespace, voice: Voice) -> int:
    from installer import tokens

    if options.output.exists():
        raise SigningKeyBad(name=options.output.name, detail="exists")
    pin = _read_secret(options.pin_file, "PIN: ")
    spki = tokens.make(tokens.TokenPlace(options.module, options.token, options.label), pin)
    key_files.write_public(options.output, spki)
    voice.say("개인 키는 토큰 밖으로 나오지 않습니다.", "The private key does not leave the token.")
    _show_key(options.output)
    return 0


def _make_root(options: argparse.Namespace, voice: Voice) -> int:
    return _told(bundle_making.state(ceremony.make(options.spec, options.output)), voice)


def _add(options: argparse.Namespace, voice: Voice) -> int:
    if not options.yes:
        _told(bundle_making.state(options.documents[0]), voice)
        voice.say("위 SHA-256을 다른 서명자와 견주어 보십시오.", "Compare the SHA-256 above with the other signers.")
        if input(voice.pick("서명하려면 yes: ", "Type yes to sign: ")).strip() != "yes":
            raise EOFError
    with _held(options, voice) as key:
        return _told(bundle_making.sign(options.documents, key), voice)


def _show(options: argparse.Namespace, voice: Voice) -> int:
    for path in options.documents:
        if path.suffix == ".pem":
            _show_key(path)
        else:
            _told(bundle_making.state(path), voice)
    return 0


@contextmanager
def _held(options: argparse.Namespace, voice: Voice) -> Iterator[HeldKey]:
    if options.module is None:
        phrase = None
        if key_files.is_encrypted(options.key):
            phrase = _read_secret(options.passphrase_file, voice.pick("키의 암호: ", "The key's passphrase: "))
        yield key_files.load(options.key, phrase)
        return
    from installer import tokens

    pin = _read_secret(options.pin_file, "PIN: ")
    with tokens.held(tokens.TokenPlace(options.module, options.token, options.label), pin) as key:
        yield key


def _read_secret(file: Path | None, prompt: str) -> str:
    return key_files.read_passphrase(file) if file is not None else getpass.getpass(prompt)


def _show_key(path: Path) -> None:
    print(f"{path.name}\t{keys.keyid(key_files.public_spki(path))}")


def _told(state: SigningState, voice: Voice) -> int:
    print(f"{state.path}\n  {state.title}\n  SHA-256 {state.digest}")
    for role in state.roles:
        have = ", ".join(one.name for one in role.signers) or "-"
        left = f" [{', '.join(one.name for one in role.waiting) or '-'}]" if role.missing else ""
        place = f"{role.role} ({role.root}.root.json)"
        voice.say(
            f"  {place}: {role.need}개 가운데 {len(role.signers)}개 [{have}], 모자람 {role.missing}{left}",
            f"  {place}: {len(role.signers)} of {role.need} [{have}], missing {role.missing}{left}",
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
