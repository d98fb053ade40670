"""The one-page reports: what they say, in both languages, and that a hostile question does nothing."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.core.messages import LANGUAGES, Messages
from app.export.page import Page, Table, html
from app.services.measure.answers import AnswersReport, Kind, compared
from app.services.measure.bench import BenchReport, bench_path, keep, kept_bench
from app.services.measure.circumstances import Circumstances
from app.services.measure.intervals import Difference, Figure
from app.services.measure.report_answers import answers_page, verdict
from app.services.measure.report_bench import bench_page, speed_table
from app.services.measure.runs import MeasuredQuestion, Summary

HOSTILE = "<script>alert(1)</script>연가는 며칠 전까지?"
PLACEMENT = {
    "device": "CPU",
    "title": "CPU",
    "layers": 0,
    "layers_total": 28,
    "kv": "f16",
    "context": 4096,
    "batch": 128,
    "needs_mib": 1500,
    "free_mib": 9000,
    "reason": "cpu_only",
    "params": {},
}
ABOUT = Circumstances(
    program="0.1.0",
    model="작은-모형",
    model_sha256="ab" * 32,
    model_bytes=1 << 30,
    model_present=True,
    licence="Apache-2.0",
    quantisation="Q4_K_M",
    adapter="",
    adapter_sha256="",
    collection="예제",
    documents=10,
    passages=103,
    corpus_sha256="cd" * 32,
    cpu="Example CPU",
    processors=8,
    memory_mib=16384,
    system="Linux 6.1",
    threads=(4, 7),
    settings={"context_tokens": 4096},
)


def figure(value: float) -> Figure:
    return Figure(value, max(0.0, value - 0.1), min(1.0, value + 0.1), value * 10, 10)


def question(identity: str, gold: bool) -> dict[str, Any]:
    places = [{"file": "복무.md", "article": "제7조"}] if gold else []
    return {"id": identity, "question": HOSTILE, "kind": "natural", "answerable": gold, "gold": places}


def row(identity: str, abstain: bool, article: str = "제7조") -> dict[str, Any]:
    cited = [] if abstain else [{"file": "복무.docx", "article": article, "quote": "3일 전까지"}]
    return {
        "id": identity,
        "abstain": abstain,
        "answer": f"답변 {identity} [1]",
        "citations": cited,
        "origin": "extract",
    }


def report(**more: Any) -> AnswersReport:
    names = ("recall@5", "gold_recall", "gold_precision", "quote_precision", "wrong_refusal", "unchecked")
    figures = {name: figure(0.5) for name in names} | {"answer_ms_median": Figure(7700, 5000, 9000, 0, 5)}
    plain = AnswersReport(
        suite="sample",
        measured="2026-03-05T14:00+09:00",
        asked=5,
        out="/home/kim/run.jsonl",
        summary="/home/kim/run.json",
        about=ABOUT,
        placement=PLACEMENT,
        overall=Kind(5, figures),
        kinds={"natural": Kind(3, figures), "우리 종류": Kind(2, {})},
        compared=None,
        questions=[question("1", True), question("2", True), question("3", True), question("4", False)],
        rows=[row("1", False, "제9조"), row("2", False), row("3", True), row("4", True)],
    )
    return replace(plain, **more)


def tables(page: Page) -> dict[str, Table]:
    return {part.title: part for part in page.parts if isinstance(part, Table)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_its_parts_and_nothing_of_a_question_runs(language: str) -> None:
    messages = Messages.load(language)
    page = answers_page(report(), None, messages)
    text = html(page)
    assert [part.title[:3] for part in page.parts] == ["1. ", "2. ", "3. ", "4. ", "5. "]
    assert "<script" not in text and "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "작은-모형" in text and "Example CPU × 8, 16 GB" in text and "2026. 3. 5. 14:00" in text
    assert "/home/kim" not in text, "whose folder it was is nobody's business"
    assert messages.say("placed_cpu_only") in text
    assert f"{messages.say('origin_extract')} 2 · {messages.say('origin_refused')} 2" in text


def test_examples_are_the_first_of_each_sort() -> None:
    notes = answers_page(report(), None, Messages.load("ko")).parts[-2]
    leads = [line[0] for line in notes.lines]  # type: ignore[union-attr]
    assert leads == ["정답 조문을 인용", "다른 조문을 인용", "옳게 거절", "답이 있는데 거절"]
    texts = [line[1] for line in notes.lines]  # type: ignore[union-attr]
    assert "답변 2" in texts[0] and "답변 1" in texts[1] and texts[2].endswith("→ 근거 없음")


def test_a_figure_stands_with_its_interval_and_count() -> None:
    quality = tables(answers_page(report(), None, Messages.load("ko")))["2. 답변의 질"]
    lines = {one[0]: list(one[1:4]) for one in quality.rows}
    assert lines["정답 조문을 인용"] == ["50.0\u00a0%", "40~60", "5/10"]
    assert lines["답이 끝날 때까지"] == ["7.7 s", "5~9", "5"]
    assert "숫자가 맞음" not in lines, "what was not measured has no line"


def test_kinds_without_a_figure_have_a_dash() -> None:
    kinds = tables(answers_page(report(), None, Messages.load("ko")))["3. 질문 종류별 (%, 괄호 안은 95 % 구간)"]
    assert [one[0] for one in kinds.rows] == ["풀어 쓴 질문", "우리 종류"]
    assert kinds.rows[0][2] == "50 (40~60)" and set(kinds.rows[1][2:]) == {"–"}


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("gold_recall", 0.2, "better"),
        ("gold_recall", -0.2, "worse"),
        ("wrong_refusal", 0.2, "worse"),
        ("answer_ms_median", -900, "better"),
        ("quoted", 0.2, "other"),
    ],
)
def test_verdicts(name: str, change: float, told: str) -> None:
    low, high = sorted((change / 2, change * 2))
    assert verdict(name, Difference(0.5, 0.5 + change, change, low, high, 40)) == told
    assert verdict(name, Difference(0.5, 0.5 + change, change, -abs(change), abs(change) * 2, 40)) == "within"
    assert verdict(name, Difference(0.5, 0.5 + change, change, low, high, 5)) == "few"


def measured_question(stamp: str, hits: float, milliseconds: float) -> MeasuredQuestion:
    return MeasuredQuestion("natural", stamp, {"gold_recall": (hits, 1.0)}, {"answer_ms": milliseconds})


def test_runs_are_compared_on_what_both_asked_in_the_same_words() -> None:
    now = {str(n): measured_question(f"s{n}", 1.0, 500) for n in range(30)}
    then = {str(n): measured_question(f"s{n}" if n < 25 else "changed", float(n % 2), 1000) for n in range(28)}
    earlier = Summary("2026-03-01T09:00+09:00", None, "옛-모형", "ef" * 32, "관용구", "0.1.0", "00", then)
    told = compared(now, earlier, ABOUT)
    assert (told.questions, told.same_documents, told.model) == (25, False, "옛-모형")
    recall, times = told.differences["gold_recall"], told.differences["answer_ms_median"]
    assert (recall.before, recall.now, recall.clear) == (12 / 25, 1.0, True)
    assert (times.change, times.clear) == (-500, True)
    page = answers_page(report(compared=told), None, Messages.load("ko"))
    lines = {one[0]: one for one in tables(page)["2. 답변의 질"].rows}
    assert lines["정답 조문을 인용"][4] == "48.0\u00a0%" and lines["정답 조문을 인용"][6] == "나아짐"
    assert lines["답이 끝날 때까지"][4:7] == ["1.0 s", "−0.5 (−0.5~−0.5)", "나아짐"]
    assert lines["인용문이 원문"][4:7] == ["–", "–", "–"], "nothing to compare with"
    assert "옛-모형 + 관용구" in html(page) and "문서함이 다름" in html(page)


def test_nothing_in_common_is_no_comparison() -> None:
    told = compared({"1": measured_question("a", 1, 5)}, Summary("2026-03-01", None, "m", "", "", "", "", {}), ABOUT)
    assert told.questions == 0 and not told.differences


FIGURES: Mapping[str, float] = {
    "prompt_tokens": 1000,
    "prompt_rate": 99,
    "prompt_ceiling": 100,
    "prompt_share": 0.985,
    "generation_rate": 19.5,
    "generation_ceiling": 20,
    "generation_share": 0.975,
    "load_ms": 900,
    "cold_ms": 10_000,
    "warm_ms": 250,
    "resident_mib": 1300,
}


def bench(tmp_path: Path) -> BenchReport:
    kept = str(bench_path(tmp_path, ABOUT.model_sha256))
    return BenchReport("2026-03-05T14:00+09:00", ABOUT, PLACEMENT, FIGURES, kept)


def test_a_bench_is_kept_and_stands_in_the_report_on_answers(tmp_path: Path) -> None:
    keep(bench(tmp_path))
    held = kept_bench(tmp_path, ABOUT.model_sha256)
    assert held == bench(tmp_path)
    page = answers_page(report(), held, Messages.load("ko"))
    speed = tables(page)["4. 속도와 메모리"]
    lines = {one[0]: list(one[1:4]) for one in speed.rows}
    assert lines["답 쓰기"] == ["19.5 토큰/초", "20.0 토큰/초", "97.5\u00a0%"]
    assert lines["첫 글자: 같은 근거에 이어서"] == ["0.25 s", "10.0 s", "1/40"]
    assert lines["메모리 / 모델 파일"] == ["1,300 MiB", "1,024 MiB", "1.27 ×"]
    assert "첫 글자: 저장한 상태에서" not in lines, "no file was kept, so nothing was restored"


def test_another_model_or_a_damaged_file_gives_no_bench(tmp_path: Path) -> None:
    keep(bench(tmp_path))
    assert kept_bench(tmp_path, "00" * 32) is None
    assert kept_bench(tmp_path, ABOUT.model_sha256, "ad" * 32) is None
    path = bench_path(tmp_path, ABOUT.model_sha256)
    whole = json.loads(path.read_text(encoding="utf-8"))
    changes: list[dict[str, Any]] = [
        {"form": "other"},
        {"about": {}},
        {"figures": {"cold_ms": "x"}},
        {"measured": "x"},
        {"more": 1},
    ]
    for change in changes:
        path.write_text(json.dumps(whole | change), encoding="utf-8")
        assert kept_bench(tmp_path, ABOUT.model_sha256) is None, change
    path.write_text("{", encoding="utf-8")
    assert kept_bench(tmp_path, ABOUT.model_sha256) is None


def test_figures_that_wavered_are_told(tmp_path: Path) -> None:
    messages = Messages.load("ko")
    steady = bench(tmp_path)
    unsteady = replace(steady, figures={**FIGURES, "prompt_share": 0.78})
    told = messages.say("paper_unsteady")
    assert told not in speed_table(steady, messages).note
    assert told in speed_table(unsteady, messages).note


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bench_has_a_page_of_its_own(tmp_path: Path, language: str) -> None:
    text = html(bench_page(bench(tmp_path), Messages.load(language)))
    assert "97.5\u00a0%" in text and "1/40" in text and "작은-모형" in text


def test_a_stamp_tells_circumstances_apart() -> None:
    others = [replace(ABOUT, adapter="어댑터"), replace(ABOUT, corpus_sha256="00"), replace(ABOUT, settings={})]
    assert len({one.stamp for one in (ABOUT, *others)}) == 4
    assert replace(ABOUT).stamp == ABOUT.stamp
