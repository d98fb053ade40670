"""The contract of the command line, on the sample documents."""

import json
import re
from pathlib import Path

import pytest

from app.core.paths import assets_dir
from tests.e2e.conftest import SMALL, run

pytestmark = pytest.mark.e2e


def test_a_second_run_reads_nothing_again(home: Path) -> None:
    done = run("--home", home, "index", assets_dir() / "sample", "--collection", "예제", "--json")
    assert done.status == 0
    assert (done.result["added"], done.result["updated"], done.result["removed"]) == (0, 0, 0)
    assert done.result["unchanged"] == 10
    assert done.result["failed"] == []


def test_search_finds_an_article_and_says_where(indexed: Path) -> None:
    done = run("--home", indexed, "search", "연가 신청은 며칠 전까지", "-k", "5", "--json")
    assert done.status == 0
    hits = done.result["hits"]
    assert 0 < len(hits) <= 5
    assert {"rank", "score", "file", "doc_id", "title", "article", "breadcrumb", "page", "text", "highlights"} <= set(
        hits[0]
    )
    assert any("3일 전까지" in hit["text"] for hit in hits[:2])
    for start, end in hits[0]["highlights"]:
        assert 0 <= start < end <= len(hits[0]["text"])
    assert all("dense" in hit["ranks"] or len(hit["ranks"]) > 0 for hit in hits)
    assert any("dense" in hit["ranks"] for hit in hits), "the encoder took part"


def test_a_named_article_stands_first(indexed: Path) -> None:
    done = run("--home", indexed, "search", "물품 관리 지침 제3조", "--json")
    first = done.result["hits"][0]
    assert (first["title"].replace(" ", "").endswith("물품관리지침"), first["article"]) == (True, "제3조")


def test_filters(indexed: Path) -> None:
    done = run("--home", indexed, "search", "휴가", "--kind", "letter", "--json")
    assert {hit["kind"] for hit in done.result["hits"]} <= {"letter"}
    assert run("--home", indexed, "search", "휴가", "--collection", "없는 묶음", "--json").result["hits"] == []
    assert run("--home", indexed, "search", "휴가", "--as-of", "1999-01-01", "--json").status == 0


@pytest.mark.parametrize(
    "words",
    [
        ["search"],
        ["ask"],
        ["search", "휴가", "--as-of", "어제"],
        ["search", "--batch", "q.jsonl"],
        ["collection", "remove"],
        ["dance"],
        ["search", "휴가", "-k", "0"],
    ],
)
def test_wrong_usage_is_2(indexed: Path, words: list[str]) -> None:
    done = run("--home", indexed, *words)
    assert done.status == 2
    assert done.err


def test_nothing_indexed_is_said_with_its_code(tmp_path: Path) -> None:
    done = run("--home", tmp_path, "search", "휴가", "--json")
    assert done.status == 1
    assert done.error["code"] == "SRC-001"
    assert "SRC-001" in done.err


def test_text_for_people_in_both_languages(indexed: Path) -> None:
    korean = run("--home", indexed, "search", "휴가", "-k", "1")
    english = run("--home", indexed, "--lang", "en", "search", "휴가", "-k", "1")
    assert korean.status == english.status == 0
    assert "걸림" in korean.out
    assert "걸림" not in english.out


def test_ask_streams_and_every_quote_is_in_its_article(home: Path) -> None:
    (home / "settings.toml").write_text(f'chat_model = "{SMALL}"\nwriting = "always"\n', encoding="utf-8")
    done = run("--home", home, "ask", "연가를 쓰려는 직원은 며칠 전까지 누구에게 신청서를 내야 하나요?", "--json")
    assert done.status in (0, 3), done.err
    kinds = [event["event"] for event in done.events]
    assert kinds.index("found") < kinds.index("extracted") < kinds.index("token") < kinds.index("done")
    answer = done.result
    assert answer["model"] == SMALL
    assert answer["abstained"] == (done.status == 3)
    texts = {(hit["file"], hit["article"]): hit["text"] for hit in answer["hits"]}
    for citation in answer["citations"]:
        assert citation["verified"] is True
        assert citation["quote"] in texts[citation["file"], citation["article"]]


def test_an_article_that_does_not_exist_is_refused_without_the_model(indexed: Path) -> None:
    done = run("--home", indexed, "ask", "물품 관리 지침 제99조 내용 알려줘", "--json")
    assert done.status == 3
    assert done.result["abstained"] is True
    assert done.result["citations"] == []
    assert "token" not in [event["event"] for event in done.events]


def test_collections_models_and_doctor(home: Path) -> None:
    listed = run("--home", home, "collection", "list", "--json").result
    assert [(row["name"], row["documents"]) for row in listed] == [("예제", 10)]
    models = {row["id"]: row for row in run("--home", home, "model", "list", "--json").result}
    assert models[SMALL]["used"] is True
    verified = run("--home", home, "model", "verify", SMALL, "--json")
    assert [row["state"] for row in verified.result] == ["ok"]
    doctor = run("--home", home, "doctor", "--json")
    assert doctor.status == 0, doctor.out
    verdicts = {check["check"]: check["ok"] for check in doctor.result["checks"]}
    assert set(verdicts) >= {"check_network", "check_store", "check_model", "check_reader_files", "check_reader_memory"}
    assert (verdicts["check_reader_files"], verdicts["check_reader_memory"]) == (True, True)
    (encoder,) = [check for check in doctor.result["checks"] if check["check"] == "check_encoder"]
    assert encoder["ok"] is True
    assert re.fullmatch(r"OpenVINO [0-9.]+ / (bf16|f32) / [0-9]+", encoder["detail"])
    removed = run("--home", home, "collection", "remove", "예제", "--json")
    assert removed.result == {"name": "예제", "documents": 10}
    again = run("--home", home, "collection", "remove", "예제", "--json")
    assert (again.status, again.error["code"]) == (1, "STO-006")
    assert run("--home", home, "search", "휴가", "--json").error["code"] == "SRC-001"


def test_batch_search_and_eval(indexed: Path, tmp_path: Path) -> None:
    questions = assets_dir() / "sample" / "questions.jsonl"
    out = tmp_path / "run.jsonl"
    done = run("--home", indexed, "search", "--batch", questions, "--out", out, "-k", "20", "--json")
    assert done.status == 0, done.err
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    asked = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == [row["id"] for row in asked]
    assert all(len(row["ranked"]) <= 20 and len(row["ranked"][0]) == 2 for row in rows)
    report = run("--home", indexed, "eval", "sample", "--json").result
    assert report["metrics"]["recall@5"] >= 0.8


def test_a_batch_file_that_is_not_in_its_form_names_the_line(indexed: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "1", "question": "휴가"}\n{"id": 2}\n', encoding="utf-8")
    done = run("--home", indexed, "search", "--batch", bad, "--out", tmp_path / "out.jsonl", "--json")
    assert (done.status, done.error["code"]) == (1, "SYS-002")
    assert "2" in done.error["message"]
    assert not (tmp_path / "out.jsonl").exists()
