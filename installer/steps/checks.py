"""What the machine lacks, said before anything slow begins, with the name of the package to install."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from installer.steps.checkout import Checkout
from installer.steps.pip import pip
from installer.steps.say import Stop, Text

_GIB = 1 << 30
VENV_BYTES = 5 * _GIB // 2
CACHE_BYTES = 7 * _GIB // 2  # models, the packages in flight, the compiler's scratch


@dataclass(frozen=True, slots=True)
class Library:
    """A shared library that Qt's own wheels expect of the system."""

    name: str
    debian: str
    fedora: str


QT = (
    Library("libGL.so.1", "libgl1", "libglvnd-glx"),
    Library("libEGL.so.1", "libegl1", "libglvnd-egl"),
    Library("libX11.so.6", "libx11-6", "libX11"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    Library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    Library("libfreetype.so.6", "libfreetype6", "freetype"),
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
)
QT_X11 = (
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    Library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    Library("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
)
OPENMP = (Library("libgomp.so.1", "libgomp1", "libgomp"),)


def loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def libraries(wanted: Iterable[Library], present: Callable[[str], bool] = loads) -> Text | None:
    """The sentence for the shared libraries that do not load, or None."""
    lacking = [library for library in wanted if not present(library.name)]
    if not lacking:
        return None
    names = ", ".join(library.name for library in lacking)
    install = (
        f"  Debian/Ubuntu: sudo apt install {' '.join(library.debian for library in lacking)}\n"
        f"  Fedora/RHEL:   sudo dnf install {' '.join(library.fedora for library in lacking)}"
    )
    return Text(
        f"창을 그리는 Qt에 필요한 시스템 라이브러리가 없습니다: {names}. 설치해 주세요.\n{install}",
        f"System libraries that Qt needs are missing: {names}. Please install:\n{install}",
    )


def display() -> bool:
    """Whether a window could be shown."""
    if sys.platform == "win32":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def qt(window: bool) -> Text | None:
    if sys.platform != "linux":
        return None
    x11 = window and bool(os.environ.get("DISPLAY")) and not os.environ.get("WAYLAND_DISPLAY")
    return libraries((*QT, *QT_X11) if x11 else QT)


def venv_module(found: Callable[[str], object] = importlib.util.find_spec) -> Text | None:
    if found("venv") and found("ensurepip"):
        return None
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return Text(
        f"가상 환경을 만드는 모듈이 없습니다.\n  Debian/Ubuntu: sudo apt install python{version}-venv",
        f"Python's venv and ensurepip are missing.\n  Debian/Ubuntu: sudo apt install python{version}-venv",
    )


def compiler(which: Callable[[str], str | None] = shutil.which) -> Text | None:
    """A C and a C++ compiler that compiles; cmake and ninja come with pip."""
    if sys.platform == "win32":
        return None if visual_studio() else _NO_VISUAL_STUDIO
    named = os.environ.get("CXX", "").split()[:1]
    cxx = next((path for name in (*named, "c++", "g++", "clang++") if (path := which(name))), None)
    if cxx and any(which(name) for name in ("cc", "gcc", "clang")) and _compiles(cxx):
        return None
    return Text(
        "llama-cpp-python을 컴파일할 C/C++ 컴파일러가 없습니다. 설치해 주세요.\n"
        "  Debian/Ubuntu: sudo apt install build-essential\n  Fedora/RHEL:   sudo dnf install gcc gcc-c++",
        "A C/C++ compiler is needed to build llama-cpp-python. Please install:\n"
        "  Debian/Ubuntu: sudo apt install build-essential\n  Fedora/RHEL:   sudo dnf install gcc gcc-c++",
    )


_NO_VISUAL_STUDIO = Text(
    "llama-cpp-python을 컴파일할 Visual Studio Build Tools가 없습니다. "
    "'C++를 사용한 데스크톱 개발' 구성 요소를 설치해 주세요.\n"
    "  winget install Microsoft.VisualStudio.2022.BuildTools",
    "Visual Studio Build Tools are needed to build llama-cpp-python; choose 'Desktop development with C++'.\n"
    "  winget install Microsoft.VisualStudio.2022.BuildTools",
)


def _compiles(cxx: str) -> bool:
    command = [cxx, "-x", "c++", "-fsyntax-only", "-"]
    source = b"#include <string>\nint main() { return 0; }\n"
    return subprocess.run(command, input=source, capture_output=True, check=False).returncode == 0


def visual_studio() -> bool:
    programs = os.environ.get("PROGRAMFILES(X86)", r"C:\Program Files (x86)")
    vswhere = Path(programs) / "Microsoft Visual Studio" / "Installer" / "vswhere.exe"
    if not vswhere.is_file():
        return shutil.which("cl") is not None
    wish = ["-products", "*", "-requires", "Microsoft.VisualStudio.Component.VC.Tools.x86.x64"]
    found = subprocess.run([str(vswhere), *wish, "-property", "installationPath"], capture_output=True, check=False)
    return bool(found.stdout.strip())


def binutils(which: Callable[[str], str | None] = shutil.which) -> Text | None:
    """What freezing the program needs on Linux: PyInstaller and the slimming look into libraries with them."""
    if sys.platform != "linux" or all(which(name) for name in ("objdump", "strip", "ldd")):
        return None
    return Text(
        "프로그램을 얼리는 데 필요한 binutils가 없습니다.\n  Debian/Ubuntu: sudo apt install binutils",
        "binutils are needed to freeze the program.\n  Debian/Ubuntu: sudo apt install binutils",
    )


def disk(checkout: Checkout, free: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free) -> Text | None:
    """Room for the environment and the cache, on one disk or two."""
    root, cache = checkout.root, _existing(checkout.cache)
    if root.stat().st_dev == cache.stat().st_dev:
        wishes = [(root, VENV_BYTES + CACHE_BYTES)]
    else:
        wishes = [(root, VENV_BYTES + CACHE_BYTES // 2), (cache, CACHE_BYTES)]  # models are copied, not linked
    for place, needed in wishes:
        if (left := free(place)) < needed:
            ask, has = f"{needed / _GIB:.1f} GiB", f"{left / _GIB:.1f} GiB"
            return Text(
                f"디스크 공간이 모자랍니다: {place} 에 {ask}가 필요한데 {has} 남았습니다. "
                "캐시는 MUNJIGI_CACHE로 다른 디스크에 둘 수 있습니다.",
                f"Not enough disk space: {place} needs {ask} and has {has}. MUNJIGI_CACHE puts the cache elsewhere.",
            )
    return None


def _existing(path: Path) -> Path:
    return path if path.exists() else _existing(path.parent)


def torch_at_hand(checkout: Checkout) -> Text | None:
    """On Linux the CPU build of torch must be reachable: the ordinary one brings gigabytes of CUDA, and is not locked.

    Raises Stop when the registry itself cannot be reached, and Interrupted.
    """
    if sys.platform != "linux":
        return None
    try:
        listed = pip(checkout, ["index", "versions", "torch"], "index-torch")
    except Stop as stop:
        if "unknown command" in stop.detail:  # an experimental command of pip: without it, installing will tell
            return None
        raise
    if f"{torch_version(checkout)}+cpu" in listed:
        return None
    return Text(
        f"torch {torch_version(checkout)}+cpu 휠을 찾지 못했습니다. "
        "휠을 받아 둔 폴더를 pip의 find-links(PIP_FIND_LINKS)로 알려 주세요. "
        "installer/README.md의 '리눅스의 torch'를 보아 주세요.",
        f"The wheel torch {torch_version(checkout)}+cpu was not found. "
        "Name the folder that holds it to pip as find-links "
        "(PIP_FIND_LINKS). See 'torch on Linux' in installer/README.md.",
    )


def torch_version(checkout: Checkout) -> str:
    for line in (checkout.locks / "run.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("torch=="):
            return line.split("==")[1].split()[0]
    raise KeyError("torch")


def require(*found: Text | None) -> None:
    """Raises Stop with every sentence at once: nobody wants to learn them one start at a time."""
    said = [text for text in found if text is not None]
    if said:
        raise Stop("\n".join(text.ko for text in said), "\n".join(text.en for text in said))
