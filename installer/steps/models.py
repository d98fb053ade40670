"""The files that git does not carry (model weights, the font): fetched, checked, put in their place."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from installer.steps.checkout import Checkout, held
from installer.steps.parts import Part, Recipe, Report, file_sha256, join, read_recipes
from installer.steps.pip import pip
from installer.steps.say import Stop
from installer.steps.stamps import Stamps

# The packages carry data, but one is tagged for Linux only: asking for its platform by name works everywhere.
_ANY_PLATFORM = ("--only-binary=:all:", "--platform", "manylinux2014_x86_64", "--platform", "manylinux_2_17_x86_64")

_NEEDS_NUMPY = Stop(
    "가중치를 펼치려면 가상 환경에 numpy가 있어야 합니다. python3 installer/dev.py setup 을 먼저 실행해 주세요.",
    "Writing the weights out needs numpy in the environment. Run python3 installer/dev.py setup first.",
)


def recipes(checkout: Checkout, needs: Iterable[str]) -> tuple[Recipe, ...]:
    wanted = set(needs)
    return tuple(item for item in read_recipes(checkout.locks / "models.toml") if item.need in wanted)


def absent(checkout: Checkout, wanted: Iterable[Recipe]) -> list[Recipe]:
    """Those that are not known to be in place; hashes nothing."""
    stamps = Stamps(checkout.root)
    return [item for item in wanted if not stamps.right(item.path, item.bytes, item.sha256)]


def fetch(checkout: Checkout, wanted: Iterable[Recipe]) -> None:
    """Everything that needs the network. Files made by joining are then in place; packed ones wait for `unpack`.

    Raises Stop, Interrupted, OSError.
    """
    for item in absent(checkout, wanted):
        with held(lock_of(checkout, item)):
            if settled(checkout, item):
                continue
            cached = _joined(checkout, item) if item.make == "join" else _packed(checkout, item)
            if item.make == "join":
                put(checkout, item, cached)
            for part in item.parts:
                shutil.rmtree(_folder(checkout, part), ignore_errors=True)


def unpack(checkout: Checkout, wanted: Iterable[Recipe]) -> None:
    """Write out what travels packed; needs numpy in the virtual environment. Raises Stop, Interrupted, OSError."""
    lacking = absent(checkout, wanted)
    for item in lacking:
        with held(lock_of(checkout, item)):
            if settled(checkout, item):
                continue
            packed, made = _packed(checkout, item), in_cache(checkout, item.sha256)
            checkout.voice.say(f"· {item.path}: 가중치를 펼칩니다.", f"· {item.path}: writing the weights out.")
            pack, name = _pack(item)
            log = checkout.log("unpack")
            folder = checkout.root / pack
            command = [str(checkout.python), "-m", "installer.encoder.export", *map(str, (packed, folder, name, made))]
            if checkout.children.run(command, log, cwd=checkout.root) != 0:
                tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
                if "No module named 'numpy'" in tail:
                    raise _NEEDS_NUMPY
                raise Stop(f"{item.path}: 펼치지 못했습니다.", f"{item.path}: could not be written out.", tail)
            if file_sha256(made) != item.sha256:
                made.unlink()
                raise Stop(
                    f"{item.path}: 만든 파일의 해시가 잠금 파일과 다릅니다. 버렸습니다.",
                    f"{item.path}: the file made differs from the lock. It was thrown away.",
                )
            put(checkout, item, made)
    for item in lacking:
        in_cache(checkout, item.parts[0].sha256).unlink(missing_ok=True)


def _pack(item: Recipe) -> tuple[str, str]:
    """(the pack's folder, the file's name in it) of models/<id>/<name>."""
    models, pack, name = item.path.split("/", 2)
    return f"{models}/{pack}", name


def settled(checkout: Checkout, item: Recipe) -> bool:
    """In place already, or in the cache: then put in place. A wrong file of either is removed."""
    stamps, target, cached = Stamps(checkout.root), checkout.root / item.path, in_cache(checkout, item.sha256)
    if stamps.right(item.path, item.bytes, item.sha256):
        return True
    if _is(target, item):
        if not cached.exists():
            place(target, cached)
        stamps.record(item.path, item.sha256)
        return True
    if cached.exists() and not _is(cached, item):
        cached.unlink()
    if cached.exists():
        put(checkout, item, cached)
        return True
    return False


def _is(path: Path, item: Recipe) -> bool:
    return path.is_file() and path.stat().st_size == item.bytes and file_sha256(path) == item.sha256


def _joined(checkout: Checkout, item: Recipe) -> Path:
    cached = in_cache(checkout, item.sha256)
    join(item.parts, cached, item.sha256, lambda part: download(checkout, part), _reporter(checkout, item))
    return cached


def _packed(checkout: Checkout, item: Recipe) -> Path:
    """The packed form, from the cache or fetched. It is one part."""
    (part,) = item.parts
    cached = in_cache(checkout, part.sha256)
    if not cached.exists() or file_sha256(cached) != part.sha256:
        join(item.parts, cached, part.sha256, lambda one: download(checkout, one), _reporter(checkout, item))
    return cached


def put(checkout: Checkout, item: Recipe, cached: Path) -> None:
    """Lay a file of the cache, known to be right, in its place."""
    place(cached, checkout.root / item.path)
    Stamps(checkout.root).record(item.path, item.sha256)
    checkout.voice.say(f"· {item.path}: 확인하고 놓았습니다.", f"· {item.path}: checked and in place.")


def place(source: Path, target: Path) -> None:
    """A hard link, or a copy where links do not reach; beside and renamed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(target.name + ".partial")
    beside.unlink(missing_ok=True)
    try:
        os.link(source, beside)
    except OSError:
        with source.open("rb") as read, beside.open("wb") as write:
            shutil.copyfileobj(read, write, 1 << 20)
            write.flush()
            os.fsync(write.fileno())
    target.unlink(missing_ok=True)  # renaming a link onto another link to the same file would do nothing
    beside.replace(target)


def download(checkout: Checkout, part: Part) -> Path:
    """Bring one package with pip, checked against its pinned hash. Raises Stop, Interrupted."""
    folder = _folder(checkout, part)
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("*.whl"):
        left.unlink()
    wish = folder / "wish.txt"
    wish.write_text(f"{part.package}=={part.version} --hash=sha256:{part.package_sha256}\n", encoding="utf-8")
    options = ["--no-deps", "--no-cache-dir", "--require-hashes", *_ANY_PLATFORM, "-d", str(folder), "-r", str(wish)]
    pip(checkout, ["download", *options], f"fetch-{part.package}")
    (found,) = folder.glob("*.whl")
    return found


def _folder(checkout: Checkout, part: Part) -> Path:
    return checkout.cache / "packages" / f"{part.package}-{part.version}"


def in_cache(checkout: Checkout, sha256: str) -> Path:
    """Where the cache keeps the file of this hash."""
    return checkout.cache / "files" / sha256


def lock_of(checkout: Checkout, item: Recipe) -> Path:
    """Held while a file is fetched or made."""
    return checkout.cache / "locks" / item.sha256


def _reporter(checkout: Checkout, item: Recipe) -> Report:
    size = f"{item.bytes / 1e6:,.0f} MB"

    def report(done: int, parts: int) -> None:
        if done < parts:
            line = f"· {item.path} ({size}): {done}/{parts}"
            checkout.voice.say(f"{line} 받는 중", f"{line} fetching")

    return report
