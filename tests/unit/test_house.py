"""The house rules that a program can see: sizes, charters, names, broad handlers, forbidden imports."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = sorted([*(ROOT / "app").rglob("*.py"), *(ROOT / "installer").rglob("*.py")])

FILE_LINES, FUNCTION_LINES, PUBLIC_METHODS = 400, 50, 15
OWN_CEILING = {
    "app/gui/main_window.py": 250,
    "installer/verify.py": 600,  # one file is what it is for: carried, read and run by itself (decision 0040)
}

MAY_CATCH_EVERYTHING = {"app/gui/job.py", "app/worker/child.py"}
ONLY_IN: dict[str, str | tuple[str, ...]] = {
    "sqlite3": "app/store/",
    "apsw": "app/store/",
    "cryptography": ("app/bundle/", "app/store/vault/"),
    "llama_cpp": "app/assist/llama/",
    "sentence_transformers": "installer/",  # the reference that the engine is compared with, and what trains it
    "torch": "installer/",
    "jinja2": "app/assist/chat/reading.py",
    "transformers": "installer/",
    "openvino": "app/search/encoder/graph.py",
    "tokenizers": "app/search/encoder/tokenise.py",
    "PySide6": ("app/gui/", "app/export/pdf.py", "app/export/sheet_pages.py", "app/export/sheet_pdf.py"),
    "kiwipiepy": "app/search/tokens.py",
    "tesserocr": "app/ingest/readers/ocr.py",
    "subprocess": ("app/worker/client.py", "app/bundle/installing/health.py"),
    "watchdog": "app/services/watch.py",
    "psutil": "app/services/budget.py",
    **dict.fromkeys(
        ("dochan", "syhwp", "olefile", "pypdfium2", "openpyxl", "pptx", "msoffcrypto", "PIL"), "app/ingest/"
    ),
    **dict.fromkeys(("docx", "lxml"), ("app/ingest/", "app/export/")),
    "hwpx": "app/export/",
    **dict.fromkeys(("hangulpy", "matchum", "holidays"), "app/letters/"),
}
TOP_LEVEL = {"app", "models", "installer", "tests", "assets", "README.md", "pyproject.toml", "LICENSE"}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", CODE, ids=name)
def test_sizes(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= OWN_CEILING.get(name(path), FILE_LINES)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= FUNCTION_LINES, f"{node.name}: {length} lines"
        if isinstance(node, ast.ClassDef):
            methods = [
                item for item in node.body if isinstance(item, ast.FunctionDef) and not item.name.startswith("_")
            ]
            assert len(methods) <= PUBLIC_METHODS, f"{node.name}: {len(methods)} public methods"


@pytest.mark.parametrize("path", [path for path in CODE if path.name == "__init__.py"], ids=name)
def test_every_package_has_a_charter_and_no_code(path: Path) -> None:
    module = tree(path)
    text = ast.get_docstring(module) or ""
    if path.parent == ROOT / "app":
        assert "ARCHITECTURE.md" in text
        return
    for line in ("Job:", "May import:", "Must not:", "Entry points:"):
        assert line in text, f"{name(path)} lacks {line!r}"
    allowed = (ast.Expr, ast.Import, ast.ImportFrom, ast.If, ast.Assign)
    assert all(isinstance(node, allowed) for node in module.body)


@pytest.mark.parametrize("path", CODE, ids=name)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(tree(path))


def test_no_room_without_a_subject() -> None:
    vague = re.compile(r"(utils?|misc|common|helpers?|manager)(\.py)?$")
    assert not [name(path) for path in CODE if vague.search(path.name) or vague.search(path.parent.name)]


def test_only_two_places_catch_everything() -> None:
    found = set()
    for path in CODE:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ExceptHandler):
                caught = node.type.id if isinstance(node.type, ast.Name) else ""
                cleanup = any(isinstance(item, ast.Raise) and item.exc is None for item in ast.walk(node))
                if (node.type is None or caught in {"Exception", "BaseException"}) and not cleanup:
                    found.add(name(path))
    assert found <= MAY_CATCH_EVERYTHING


@pytest.mark.parametrize(("library", "home"), ONLY_IN.items())
def test_a_library_stays_in_its_room(library: str, home: str | tuple[str, ...]) -> None:
    strangers = [
        name(path)
        for path in CODE
        if name(path).startswith("app/")
        and not name(path).startswith(home)
        and any(module == library or module.startswith(f"{library}.") for module in imports(path))
    ]
    assert strangers == []


def test_app_never_imports_installer() -> None:
    assert not [
        name(path)
        for path in CODE
        if name(path).startswith("app/") and any(module.split(".")[0] == "installer" for module in imports(path))
    ]


def test_models_hold_data_only() -> None:
    assert not list((ROOT / "models").rglob("*.py"))


def test_the_top_level_is_the_owners() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout: the tracked top level cannot be told from build output")
    tops = {line.strip('"').split("/")[0] for line in listed.stdout.splitlines()}
    assert {top for top in tops if not top.startswith(".")} <= TOP_LEVEL


def test_the_window_and_the_command_line_start_without_heavy_libraries() -> None:
    """Importing a face must not import a model, an index or a reader's library: that is what start-up costs."""
    heavy = ["llama_cpp", "openvino", "tokenizers", "torch", "faiss", "tantivy", "kiwipiepy", "pypdf", "docx", "numpy"]
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import app.cli.main, app.gui.run\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(ROOT)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
