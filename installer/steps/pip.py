"""Calling pip, and putting its failure into a sentence."""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from installer.steps.checkout import Checkout
from installer.steps.say import Stop

_SIGNS: tuple[tuple[str, Stop], ...] = (
    (
        r"No space left on device|Errno 28|not enough space",
        Stop(
            "디스크 공간이 모자라 멈추었습니다. 공간을 비운 뒤 같은 명령을 다시 실행하면 이어서 합니다.",
            "The disk is full. Free some space and run the same command again; it continues where it stopped.",
        ),
    ),
    (
        r"DO NOT MATCH THE HASHES",
        Stop(
            "받은 꾸러미가 installer/locks에 적힌 해시와 다릅니다. 설치하지 않았습니다. "
            "미러 서버의 꾸러미를 확인해 주세요.",
            "A package differs from the hash in installer/locks and was not installed. Check the mirror it came from.",
        ),
    ),
    (
        r"NewConnectionError|NameResolutionError|name resolution|Max retries exceeded|ConnectTimeout"
        r"|Network is unreachable|ProxyError|Connection refused|Read timed out|RemoteDisconnected"
        r"|SSLError|CERTIFICATE_VERIFY_FAILED",
        Stop(
            "꾸러미 저장소에 연결하지 못했습니다. "
            "네트워크나 pip 설정(미러, 프록시)을 확인한 뒤 다시 실행하면 이어서 합니다.",
            "The package registry could not be reached. Check the network or pip's configuration (mirror, proxy), "
            "then run the same command again; it continues where it stopped.",
        ),
    ),
    (
        r"No matching distribution found|Could not find a version",
        Stop(
            "이 컴퓨터(운영체제·파이썬 판)에 맞는 꾸러미를 저장소에서 찾지 못했습니다. "
            "installer/README.md의 '잠금 파일'을 보아 주세요.",
            "The registry has no package for this machine's system and Python. See 'locks' in installer/README.md.",
        ),
    ),
)


def pip(
    checkout: Checkout,
    arguments: Sequence[str],
    name: str,
    *,
    python: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> str:
    """Run pip with the user's own pip configuration; output to build/logs/`name`.log, and returned.

    Raises Stop with a plain sentence, Interrupted.
    """
    log = checkout.log(name)
    checkout.scratch.mkdir(parents=True, exist_ok=True)
    here = {"TMPDIR": str(checkout.scratch), "TEMP": str(checkout.scratch)}
    command = [str(python or checkout.python), "-m", "pip", *arguments]
    status = checkout.children.run(command, log, cwd=checkout.root, env=pip_environment() | here | dict(env or {}))
    output = log.read_text(encoding="utf-8", errors="replace")
    if status != 0:
        raise why(output, log)
    return output


def pip_environment() -> dict[str, str]:
    return os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PYTHONUTF8": "1"}


def why(output: str, log: Path) -> Stop:
    """The sentence for a failed pip run."""
    tail = "\n".join(output.rstrip().splitlines()[-8:])
    for pattern, reason in _SIGNS:
        if re.search(pattern, output):
            return Stop(reason.ko, reason.en, tail)
    return Stop(f"pip이 실패했습니다. 자세한 내용: {log}", f"pip failed. Details: {log}", tail)
