"""`munjigi draft` with real children: from notes to a letter, over the sample's own rules."""

import json
from pathlib import Path

from tests.e2e.conftest import run

NOTES = """노트북 2대 빌려 간 직원 있음
총무 담당이 늑장 부린 건 쓰지 말 것
물품 대여 기간이 최대 며칠인지 물품 관리 지침에서 확인해서 안내
2026. 6. 8.까지 반납 요청
붙임: 대여 대장 1부
"""


def notes(folder: Path, text: str = NOTES) -> Path:
    path = folder / "메모.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_notes_become_a_letter_that_cites_what_it_stands_on(indexed: Path, tmp_path: Path) -> None:
    done = run("--home", indexed, "--json", "draft", "업무협조전", notes(tmp_path), "--writing", "never")
    assert done.status == 0, done.err
    result = done.result
    assert "14일을 넘을 수 없다" in result["draft"] and "「한빛지원단 물품 관리 지침」 제6조제1항" in result["draft"]
    assert result["citations"][0]["article"] == "제6조제1항" and result["citations"][0]["file"] == "물품 관리 지침.md"
    assert "늑장" not in result["draft"] and "2026. 6. 8." in result["draft"]
    assert result["untraced"] == [] and not [one for one in result["findings"] if one["severity"] == "error"]
    assert [event["event"] for event in done.events].count("drafted") == 1


def test_the_small_model_words_it_and_brings_no_fact(home: Path, tmp_path: Path) -> None:
    done = run("--home", home, "--json", "draft", "업무협조전", notes(tmp_path), "--writing", "always")
    assert done.status == 0, done.err
    assert any(event["event"] == "token" for event in done.events)
    assert done.result["untraced"] == [] and "늑장" not in done.out.replace(NOTES, "")
    assert "14일을 넘을 수 없다" in done.result["draft"], "what code wrote stays"


def test_what_no_rule_answers_is_left_open(indexed: Path, tmp_path: Path) -> None:
    asked = notes(tmp_path, "우주선 발사 준비\n우주선 연료 보험 요율이 얼마인지 규정 확인\n")
    done = run("--home", indexed, "--json", "draft", "보고서", asked, "--writing", "never")
    assert done.status == 0
    assert "DRF-010" in [event.get("code") for event in done.events]
    assert "[확인 필요" in done.result["draft"] and done.result["citations"] == []


def test_a_letter_goes_out_and_a_batch_is_written(indexed: Path, tmp_path: Path) -> None:
    out = tmp_path / "글.md"
    done = run("--home", indexed, "draft", "업무협조전", notes(tmp_path), "-o", out, "--writing", "never")
    assert done.status == 0, done.err
    assert "14일을 넘을 수 없다" in out.read_text(encoding="utf-8")
    tasks, results = tmp_path / "tasks.jsonl", tmp_path / "run.jsonl"
    task = {"id": "T1", "doc_type": "보고서 개조식", "notes": NOTES.splitlines(), "context": {"연도": "2026"}}
    tasks.write_text(json.dumps(task, ensure_ascii=False) + "\n", encoding="utf-8")
    done = run("--home", indexed, "draft", "--batch", tasks, "--out", results, "--writing", "never")
    assert done.status == 0, done.err
    row = json.loads(results.read_text(encoding="utf-8"))
    assert row["id"] == "T1" and "14일" in row["draft"]


def test_forms_are_listed_and_an_unknown_one_is_told(indexed: Path, tmp_path: Path) -> None:
    listed = run("--home", indexed, "draft", "--forms")
    assert "대외 시행문" in listed.out and "인계인수서" in listed.out
    done = run("--home", indexed, "--json", "draft", "없는 서식", notes(tmp_path))
    assert done.status == 1 and done.error["code"] == "DRF-001"
    assert run("--home", indexed, "draft", "보고서").status == 2
