"""What goes into the frozen program, and what must not: the parts that PyInstaller cannot see for itself.

The same on Linux and Windows. Weights are components of a bundle, never part of the program.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from PyInstaller.utils.hooks import (  # type: ignore[import-untyped]
    collect_data_files,
    collect_dynamic_libs,
    collect_submodules,
)

from app.ingest.preload import LIBRARIES
from installer.frozen import modules

Entry = tuple[str, str, str]
"""(place inside the program, source, kind), as PyInstaller's tables hold them."""

LATE = (
    *LIBRARIES,  # what the sealed reader imports before it gives up files
    *("jinja2.debug", "jinja2.ext", "linecache"),  # the same of the template child
    "holidays.countries.south_korea",  # found by its name at run time
    "kiwipiepy_model",
    "openvino.frontend.onnx",
)

NEVER = (
    # training and reference code of installer/, and what only other parts of a library would want
    *("torch", "transformers", "sentence_transformers", "scipy", "sklearn", "sympy", "networkx", "mpmath", "pandas"),
    *(
        "huggingface_hub",
        "hf_xet",
        "safetensors",
        "httpx",
        "requests",
        "urllib3",
        "onnx",
        "onnxruntime",
        "tqdm.notebook",
    ),
    # the workshop
    *("pytest", "_pytest", "hypothesis", "mypy", "PyInstaller", "cyclonedx", "pkcs11", "pip", "setuptools"),
    *("pkg_resources", "tkinter", "IPython", "matplotlib", "pygments", "numpy.f2py", "numpy.testing", "pydoc_data"),
    # a network that is not there: no TLS in the program at all; and a terminal's line editor
    *("ssl", "_ssl", "curses", "_curses", "readline"),
    # parts of libraries that this program never asks for
    *(
        "llama_cpp.server",
        "llama_cpp.mtmd_cpp",
        "llama_cpp.llava_cpp",
        "lxml.isoschematron",
        "PIL.ImageTk",
        "PIL.ImageQt",
    ),
    *("PIL.AvifImagePlugin", "PIL._avif", "lxml.html.diff", "lxml.html._difflib"),
    *("openvino.tools", "openvino.frontend.pytorch", "openvino.frontend.tensorflow", "openvino.frontend.jax"),
    *("openvino.frontend.paddle", "openvino.preprocess.torchvision", "apsw.shell", "apsw.speedtest", "faiss.contrib"),
    *("PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtDBus", "PySide6.QtOpenGLWidgets"),
)

_SURPLUS = tuple(
    re.compile(pattern)
    for pattern in (
        # Qt: what opens a screen to others, talks to a network, or draws without a desktop
        r"PySide6/Qt/(plugins|plugin)?/?.*(vnc|vkkhrdisplay|minimalegl|eglfs|linuxfb).*",
        r"PySide6/(Qt/)?plugins/(tls|networkinformation|egldeviceintegrations|generic|qmltooling|sqldrivers)/.*",
        r"(PySide6/(Qt/lib/)?)?(lib)?Qt6(Network|Qml|Quick|EglFSDeviceIntegration|EglFsKmsSupport|Pdf|OpenGLWidgets).*",
        r"PySide6/Qt(Network|Qml|Quick).*",
        r"PySide6/(Qt/)?plugins/(platforms/libqminimal|platformthemes/libqgtk3).*",
        r"PySide6/opengl32sw\.dll",
        r"PySide6/(Qt/)?translations/(?!qtbase_ko\.qm$).*",
        r"PySide6/(Qt/)?plugins/imageformats/.*(webp|tga|tiff|wbmp|icns|pdf).*",
        # OpenVINO: only the processor's plugin and the format of the encoder's graph
        r"openvino/libs/.*(gpu_plugin|npu_plugin|auto_plugin|auto_batch|hetero|gguf_f|jax_f|paddle_f|pytorch_f|tensorflow).*",
        r"openvino/libs/(.*openvino_c\..*|cache\.json|.*\.pc|.*tbbmalloc_proxy.*)",
        r"openvino/(include|cmake|tools|torch)/.*",
        # libraries of the desktop that every PC with a desktop has, and that must fit its own version
        r"(.*/)?lib(GL|EGL|GLX|GLdispatch|OpenGL|drm|gbm|wayland-.*|fontconfig|freetype|dbus-1|glib-2\.0|gthread-2\.0)\.so.*",
        r"(.*/)?lib(cups|avahi-[a-z]+|systemd)\.so.*",
        r"(.*/)?(lib)?(gtk|gdk|atk|cairo|pango|gio|gobject|gmodule)[-_.0-9a-z]*\.so.*",
        # data nobody reads: sources, headers, tests, other countries' words
        r".*\.(pyi|pxi|pxd|pyx|c|h|hpp|cmake|ts)",
        r".*/(tests?|testing|contract_docs)/.*",
        r"holidays/locale/(?!ko).*",
        r"kiwipiepy_model/(multi|typo)\.dict",  # app/search/tokens.py loads neither
        # the names that a library's maker leaves beside the one that is loaded
        r"llama_cpp/lib/lib(llama\.so\..*|ggml(-base|-cpu)?\.so\.0\.[.0-9]+)",
    )
)


def hidden(root: Path) -> list[str]:
    """Every module of app, because many are imported inside functions, and what libraries import by name."""
    own = [_module(path.relative_to(root)) for path in sorted((root / "app").rglob("*.py"))]
    lazy = collect_submodules("hwpx", filter=lambda name: not re.search(r"\.(mcp|cli|bench)", name))
    return [*own, *LATE, *lazy]


def _module(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def datas(root: Path) -> list[tuple[str, str]]:
    """Libraries' own data, and ours: words, forms, fonts, icons, the sample, the catalogue and what was learned."""
    found: list[tuple[str, str]] = []
    for package in ("docx", "pptx", "hwpx", "dochan", "holidays", "kiwipiepy", "kiwipiepy_model", "openpyxl"):
        found += collect_data_files(package)
    for package in ("docx", "pptx"):  # they go to their templates by a folder of code, which must be there: parts/..
        found += collect_data_files(package, include_py_files=True, includes=["*/__init__.py"])
    for path in shipped(root):
        found.append((str(path), path.relative_to(root).parent.as_posix()))
    return found


def shipped(root: Path) -> Iterator[Path]:
    """Files of assets/ and models/ that are part of the program, in order. No weights: they are components."""
    for path in sorted((root / "assets").rglob("*")):
        if path.is_file() and path.suffix != ".ts":
            yield path
    models = root / "models"
    yield from (models / name for name in ("README.md", "catalog.toml", "prepared.toml"))
    yield from sorted(path for path in (models / "ranking").iterdir() if path.is_file())
    yield from sorted(models.glob("*/README.md"))


def backends(root: Path) -> list[Entry]:
    """llama.cpp's modules for every processor, where `python -m installer.backends` has made them. CUDA's module and
    libraries are an optional component of their own. PyInstaller must not look into them: it would put a second copy
    of their libraries where the loader finds it first."""
    folder = root / "build" / "backends"
    if not (folder / "manifest.json").is_file():
        return []
    files = sorted(path for path in folder.iterdir() if path.is_file() and not modules.is_cuda(path.name))
    return [(f"backends/{path.name}", str(path), "DATA") for path in files]


def binaries(root: Path) -> list[tuple[str, str]]:
    """Libraries that are loaded by name at run time. With modules, the package's own llama.cpp stays out: it is
    compiled for the processor of the machine that built it."""
    own = [] if backends(root) else collect_dynamic_libs("llama_cpp")
    return [*own, *collect_dynamic_libs("openvino")]


def kept(table: Iterable[Entry]) -> list[Entry]:
    """The table without what is surplus."""
    return [entry for entry in table if not surplus(entry[0])]


def surplus(place: str) -> bool:
    name = PurePosixPath(place.replace("\\", "/")).as_posix()
    return any(pattern.fullmatch(name) for pattern in _SURPLUS)
