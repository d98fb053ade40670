"""`munjigi lint` over files of every format, with the real reader child."""

import subprocess
from pathlib import Path

import pytest

from app.core.paths import assets_dir
from tests.e2e.conftest import ROOT, command, environment, run

pytestmark = pytest.mark.e2e

BAD = "수신  내부 결재\n(경유)\n제목  점검 결과\n\n1. 일시: 2026-03-03\n2. 서류을 제출하시기바랍니다.  끝.\n"
GOOD = "수신  내부결재\n(경유)\n제목  점검 결과\n\n1. 일시: 2026. 3. 3.\n2. 서류를 제출하시기 바랍니다.  끝.\n"


def test_a_text_file_as_json(tmp_path: Path) -> None:
    file = tmp_path / "기안.txt"
    file.write_text(BAD, encoding="utf-8")
    done = run("--home", tmp_path / "home", "lint", file, "--json")
    assert done.status == 0
    found = done.result["findings"]
    assert [(one["rule"], one["severity"], one["line"], one["fix"]) for one in found[:2]] == [
        ("R3", "error", 1, "내부결재"),
        ("R13", "error", 5, "2026. 3. 3."),
    ]
    assert {"rule", "severity", "article", "message", "span", "line", "text", "fix"} <= set(found[0])
    assert all(BAD[slice(*one["span"])] == one["text"] for one in found)


def test_people_read_it_by_severity(tmp_path: Path) -> None:
    file = tmp_path / "기안.txt"
    file.write_text(BAD, encoding="cp949")
    out = run("--home", tmp_path / "home", "lint", file).out
    assert out.index("오류 (법령)") < out.index("줄 5") < out.index("주의 (편람과 관례)") < out.index("서류를")
    english = run("--home", tmp_path / "home", "--lang", "en", "lint", file).out
    assert "Errors (statute)" in english and "line 5" in english


def test_fixes_are_written(tmp_path: Path) -> None:
    file, out = tmp_path / "기안.md", tmp_path / "고친 글.md"
    file.write_text(BAD, encoding="utf-8")
    done = run("--home", tmp_path / "home", "lint", file, "--fix", out, "--json")
    assert done.result["out"] == str(out)
    assert out.read_text(encoding="utf-8") == GOOD
    assert file.read_text(encoding="utf-8") == BAD
    assert run("--home", tmp_path / "home", "lint", out, "--json").result["findings"] == []


def test_standard_input(tmp_path: Path) -> None:
    done = subprocess.run(
        command("--home", tmp_path / "home", "lint", "-"),
        cwd=ROOT,
        env=environment(),
        input=BAD,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0
    assert "내부결재" in done.stdout


@pytest.mark.parametrize("name", ["직무교육 계획 통보.hwpx", "안전 점검 결과 보고.docx", "보안 업무 세칙.pdf"])
def test_documents_without_errors(tmp_path: Path, name: str) -> None:
    done = run("--home", tmp_path / "home", "lint", assets_dir() / "sample" / name, "--json")
    assert [one for one in done.result["findings"] if one["severity"] == "error"] == []


def test_a_folder_goes_on_where_a_file_cannot_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "문서"
    folder.mkdir()
    (folder / "가.txt").write_text(BAD, encoding="utf-8")
    (folder / "나.docx").write_bytes(b"PK\x03\x04broken")
    (folder / "다.xyz").write_text("아무 글")
    done = run("--home", tmp_path / "home", "lint", folder, "--json")
    assert done.status == 0
    assert [event["code"] for event in done.events if event["event"] == "warned"] == ["ING-005"]
    assert [Path(one["file"]).name for one in done.result["files"]] == ["가.txt"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("없음.txt", None, "ING-001"),
        ("빈 글.txt", b"", "ING-004"),
        ("공백.txt", b"  \n ", "ING-008"),
        ("깨짐.hwpx", b"PK\x03\x04broken", "ING-005"),
        ("그림.png", b"\x89PNG\r\n\x1a\n", "ING-006"),
    ],
)
def test_unreadable_files_say_why(tmp_path: Path, name: str, content: bytes | None, code: str) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    done = run("--home", tmp_path / "home", "lint", file, "--json")
    assert (done.status, done.error["code"]) == (1, code)


@pytest.mark.parametrize("words", [["lint"], ["lint", "a.docx", "--fix", "b.txt"], ["lint", "-", "a.txt"]])
def test_wrong_usage(tmp_path: Path, words: list[str]) -> None:
    assert run("--home", tmp_path / "home", *words).status == 2
