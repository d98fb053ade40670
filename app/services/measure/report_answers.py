"""The one page that is filed of an answers run: what was tested, how well, compared with what, and what it means."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.core.answers import Origin
from app.core.messages import Messages
from app.export.page import Facts, Notes, Page, Table
from app.services.measure.answers import AnswersReport, Comparison, Kind
from app.services.measure.bench import BenchReport
from app.services.measure.intervals import Difference, Figure
from app.services.measure.report_bench import speed_table
from app.services.measure.report_facts import (
    NONE,
    circumstance_facts,
    day,
    joined,
    numbered,
    percent,
    seconds,
    shortened,
    signed,
    span,
)
from app.services.measure.scoring import answerable, found_share, gold_pairs, pair

_SHARES = (
    *("recall@5", "gold_recall", "gold_precision", "quote_precision", "article_exists", "uncited", "point_numbers"),
    *("abstain_recall", "abstain_precision", "wrong_refusal"),
    *("quoted", "grounded", "unchecked"),
)
_TIMES = ("first_token_ms_median", "answer_ms_median")
_WORSE_WHEN_MORE = {"uncited", "wrong_refusal", "unchecked", *_TIMES}
_NEITHER = {"quoted", "grounded"}
"""More of one is less of the other; neither is better."""

_KIND_NAMES = ("natural", "typo", "keyword", "article_lookup", "multi", "table", "abbr", "unanswerable")
_EXAMPLE = 110
_KIND = 20


def answers_page(report: AnswersReport, bench: BenchReport | None, messages: Messages) -> Page:
    """`bench`: what `model bench` kept of the same model on this PC, if it was run."""
    say = messages.say
    parts: list[Facts | Table | Notes] = [
        Facts(say("paper_tested"), _facts(report, messages)),
        quality_table(report.overall, report.compared, messages),
        _kinds(report.kinds, messages),
    ]
    if bench is not None:
        parts.append(speed_table(bench, messages))
    examples = _examples(report, messages)
    if examples:
        parts.append(Notes(say("paper_examples"), examples))
    parts.append(Notes(say("paper_limits"), [("", line) for line in _limits(report, messages)]))
    return Page(
        messages.language,
        say("paper_answers_title"),
        say("paper_subtitle", day=day(report.measured), stamp=report.about.stamp),
        numbered(parts),
        say("paper_foot", name=Path(report.out).name),
    )


def _facts(report: AnswersReport, messages: Messages) -> list[tuple[str, str]]:
    say, about = messages.say, report.about
    corpus = say("paper_corpus_value", documents=f"{about.documents:,}", passages=f"{about.passages:,}")
    hopeless = sum(not answerable(question) for question in report.questions)
    spoke = any(row.get("model") for row in report.rows)
    facts = [
        *circumstance_facts(about, report.placement, messages, spoke=spoke),
        (say("paper_corpus"), joined([about.collection, corpus, about.corpus_sha256[:12]])),
        (
            say("paper_suite"),
            say("paper_suite_value", name=Path(report.suite).name, count=len(report.questions), hopeless=hopeless),
        ),
    ]
    if any("origin" in row for row in report.rows):
        facts.append((say("paper_origin"), _origins(report.rows, messages)))
    if then := report.compared:
        same = "" if then.same_documents else say("paper_other_documents")
        name = f"{then.model} + {then.adapter}" if then.adapter else then.model
        told = joined([name, then.model_sha256[:12], day(then.measured), same])
        facts += [
            (say("paper_earlier"), told),
            (say("paper_earlier_count"), say("paper_earlier_value", count=then.questions, total=len(report.questions))),
        ]
    return facts


def _origins(rows: Sequence[Mapping[str, Any]], messages: Messages) -> str:
    """How many answers were cut from articles, written by the model, an article as it stands, or refused."""
    counts = Counter("refused" if row["abstain"] else str(row.get("origin", "")) for row in rows)
    names = [*(origin.value for origin in Origin), "refused"]
    return joined([f"{messages.say(f'origin_{name}')} {counts[name]}" for name in names if counts[name]])


def quality_table(overall: Kind, compared: Comparison | None, messages: Messages) -> Table:
    say = messages.say
    names = [name for name in (*_SHARES, *_TIMES) if name in overall.figures]
    rows = []
    for name in names:
        head = [say(f"measure_{_key(name)}"), *_value(name, overall.figures)]
        if compared is not None:
            head += _change(name, compared.differences.get(name), messages)
        tail = overall.figures.get(name.replace("_median", "_p95"))
        slow = seconds(tail.value) if tail is not None else NONE
        rows.append([*head, say(f"means_{_key(name)}", slow=slow)])
    titles = [say("paper_measure"), say("paper_value"), say("paper_interval"), say("paper_count")]
    if compared is None:
        return Table(
            say("paper_quality"), [*titles, say("paper_means")], rows, "lrrrl", [20, 10, 13, 12, 45], say("paper_marks")
        )
    titles += [say("paper_before"), say("paper_change"), say("paper_verdict"), say("paper_means")]
    widths = [15, 8, 9, 8, 8, 16, 7, 29]
    return Table(say("paper_quality"), titles, rows, "lrrrrrcl", widths, say("paper_marks_compared"))


def _value(name: str, figures: Mapping[str, Figure]) -> list[str]:
    figure = figures[name]
    if name in _TIMES:
        return [f"{seconds(figure.value)} s", span(figure.low, figure.high, 0.001), f"{figure.of:.0f}"]
    return [percent(figure.value), span(figure.low, figure.high), f"{figure.hits:.4g}/{figure.of:.4g}"]


def _change(name: str, told: Difference | None, messages: Messages) -> list[str]:
    if told is None:
        return [NONE, NONE, NONE]
    timed = name in _TIMES
    before = f"{seconds(told.before)} s" if timed else percent(told.before)
    scale = 0.001 if timed else 100.0
    change = f"{signed(told.change, scale)} ({signed(told.low, scale)}~{signed(told.high, scale)})"
    return [before, change, messages.say(f"paper_{verdict(name, told)}")]


def verdict(name: str, told: Difference) -> str:
    """`few` questions, `within`, `better`, `worse`, or `other` for what is neither."""
    if not told.enough:
        return "few"
    if not told.clear:
        return "within"
    if name in _NEITHER:
        return "other"
    return "better" if (told.change > 0) != (name in _WORSE_WHEN_MORE) else "worse"


def _kinds(kinds: Mapping[str, Kind], messages: Messages) -> Table:
    say = messages.say
    columns = ("recall@5", "gold_recall", "quote_precision", "point_numbers", "wrong_refusal", "abstain_recall")
    rows = []
    for name, kind in kinds.items():
        shown = say(f"kind_{name}") if name in _KIND_NAMES else shortened(name, _KIND)
        rows.append([shown, str(kind.questions), *(_with_interval(kind.figures.get(column)) for column in columns)])
    titles = [say("paper_kind"), say("paper_questions"), *(say(f"measure_{_key(column)}") for column in columns)]
    return Table(say("paper_kinds"), titles, rows, "lrrrrrrr", [16, 6, 13, 13, 13, 13, 13, 13])


def _with_interval(figure: Figure | None) -> str:
    return NONE if figure is None else f"{100 * figure.value:.0f} ({100 * figure.low:.0f}~{100 * figure.high:.0f})"


def _examples(report: AnswersReport, messages: Messages) -> list[tuple[str, str]]:
    """The first of each sort in the order of the questions: nothing is picked because it looks well."""
    found: dict[str, tuple[str, str]] = {}
    for question, row in zip(report.questions, report.rows, strict=True):
        sort = _sort(question, row)
        if sort in found:
            continue
        answer = messages.say("no_evidence") if row["abstain"] else shortened(str(row["answer"]), _EXAMPLE)
        text = f"{shortened(question['question'], _EXAMPLE)} → {answer}"
        found[sort] = (messages.say(f"paper_example_{sort}"), text)
    return [found[sort] for sort in ("right", "other", "refused", "answered", "missed") if sort in found]


def _sort(question: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """`right`, `other` (articles that are not gold), `missed` (refused though it is there), `refused`, `answered`
    (though it is not there)."""
    if not answerable(question):
        return "refused" if row["abstain"] else "answered"
    if row["abstain"]:
        return "missed"
    cited = {pair(one["file"], one["article"]) for one in row["citations"]}
    gold = gold_pairs(question)
    return "right" if gold and found_share(question, cited & gold) == 1 else "other"


def _limits(report: AnswersReport, messages: Messages) -> Sequence[str]:
    say = messages.say
    lines = [say("paper_limit_sample", count=len(report.questions))]
    lines += [say("paper_limit_gold"), say("paper_limit_meaning"), say("paper_limit_time")]
    if report.compared is not None and not report.compared.same_documents:
        lines.append(say("paper_limit_documents"))
    return lines


def _key(name: str) -> str:
    """A measure's name as a message key has it."""
    return name.replace("@", "_at_")
