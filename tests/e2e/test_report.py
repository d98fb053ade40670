"""An answers run and its report with the real program: stopped, gone on with, compared, put on paper."""

import json
import re
import unicodedata
from pathlib import Path

import pypdfium2
import pytest

from app.core.catalog import Catalog
from app.core.paths import models_dir
from tests.e2e.conftest import SMALL, run

pytestmark = pytest.mark.e2e

QUESTIONS = (
    {"id": "1", "kind": "article_lookup", "question": "물품 관리 지침 제3조", "answerable": True}
    | {"gold": [{"file": "물품 관리 지침.md", "article": "제3조"}], "match": "any"},
    {"id": "2", "kind": "natural", "question": "연가를 쓰려면 며칠 전까지 신청서를 내야 하나요?", "answerable": True}
    | {"gold": [{"file": "복무 운영 내규.docx", "article": "제9조"}], "match": "any", "answer_points": ["3일 전까지"]},
    {"id": "3", "kind": "<b>이상한</b> & 종류", "question": "우주선 정비 규칙 제77조", "answerable": False, "gold": []},
)


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    path = tmp_path / "질문.jsonl"
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in QUESTIONS), encoding="utf-8")
    return path


def words(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        assert len(document) == 1, "one sheet"
        page = document[0]
        text = page.get_textpage().get_text_range()
        assert tuple(round(side) for side in page.get_size()) == (595, 842), "A4"
        return unicodedata.normalize("NFC", text)
    finally:
        document.close()


def test_a_run_is_stopped_gone_on_with_compared_and_filed(home: Path, suite: Path, tmp_path: Path) -> None:
    out, pdf, page = tmp_path / "run.jsonl", tmp_path / "결과서.pdf", tmp_path / "결과서.html"
    first = run("--home", home, "eval", "answers", suite, "--out", out, "--report", page, "--json")
    assert first.status == 0, first.err
    assert (first.result["questions"], first.result["asked"]) == (3, 3)
    figures = first.result["figures"]
    assert figures["recall@5"]["value"] == 1.0 and figures["quote_precision"]["value"] == 1.0
    assert figures["abstain_recall"]["value"] == 1.0
    assert "<script" not in page.read_text(encoding="utf-8") and "&lt;b&gt;이상한" in page.read_text(encoding="utf-8")

    (tmp_path / "earlier.json").write_bytes((tmp_path / "run.json").read_bytes())
    lines = out.read_bytes().splitlines(keepends=True)
    out.write_bytes(b"".join(lines[:2]) + lines[2][:20])
    words_of = ("eval", "answers", suite, "--out", out, "--report", pdf, "--compare", tmp_path / "earlier.json")
    second = run("--home", home, *words_of, "--json")
    assert second.status == 0, second.err
    assert second.result["asked"] == 1, "the two that were answered are not asked again"
    assert [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()] == ["1", "2", "3"]
    compared = second.result["compared"]
    assert (compared["questions"], compared["same_documents"]) == (3, True)
    assert compared["differences"]["quote_precision"]["change"] == 0

    text = words(pdf)
    for heading in ("문지기 답변 시험 결과서", "1. 시험한 것", "2. 답변의 질", "3. 질문 종류별", "이 결과의 한계"):
        assert heading in text
    sha = Catalog.load(models_dir()).get(SMALL).files[0].sha256
    assert sha[:24] in text, "letters and digits can be searched too"
    assert "<b>이상한</b> & 종류" in re.sub(r"\s+", " ", text)

    (home / "settings.toml").write_text(f'chat_model = "{SMALL}"\ncontext_tokens = 3072\n', encoding="utf-8")
    before = out.read_bytes()
    other = run("--home", home, "eval", "answers", suite, "--out", out, "--json")
    assert (other.status, other.error["code"]) == (1, "SYS-007")
    assert out.read_bytes() == before


@pytest.mark.parametrize(
    "given",
    [
        ["eval", "answers"],
        ["eval", "answers", "sample", "--report", "r.docx"],
        ["eval", "sample", "--report", "r.pdf"],
        ["model", "bench", "--report", "r.txt"],
    ],
)
def test_wrong_usage_is_told_before_minutes_of_work(tmp_path: Path, given: list[str]) -> None:
    done = run("--home", tmp_path, *given)
    assert (done.status, bool(done.err)) == (2, True)


def test_what_is_no_summary_is_told_before_the_first_question(home: Path, suite: Path, tmp_path: Path) -> None:
    done = run("--home", home, "eval", "answers", suite, "--compare", suite, "--json")
    assert (done.status, done.error["code"]) == (1, "SYS-002")
    assert not list((home / "cache").glob("answers/*"))
