"""The fact guard against injected faults: `python -m tests.bench.facts [SEED] [EVAL_FOLDER]`.

Right drafts (tests/data/facts/drafts.toml; with a folder of evaluation tasks the odd reference drafts, too) get one
fault each time: a swapped digit, another day, unit, surname, article, bound or mood, whose value no source holds. A
fault is caught when an untraced fact covers its place. False alarms are untraced facts of the drafts as they are.
Every second draft is for tuning, the others are the report.
"""

import json
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.core.drafts import Basis, Provenance
from app.core.types import Span
from app.letters.facts.sources import Sources
from app.letters.facts.tracing import traces
from tests.fakes.right_drafts import RightDraft, right_drafts

_EACH = 3
"""Faults of one kind in one draft at most."""
_SURNAMES = "김이박최정강조윤장임한오서신권황안송류홍"
_FIRMS = ("가온테크", "세림개발", "두레식품", "누리환경", "한샘물류")
_HANGUL = "일이삼사오육칠팔구"


@dataclass(frozen=True, slots=True)
class Fault:
    kind: str
    text: str
    span: Span
    was: str
    now: str


Injector = Callable[[str, str, random.Random], Iterator[tuple[Span, str]]]


def said(sources: Sources) -> str:
    parts = [sources.notes, *sources.defaults.values(), *sources.confirmed.values()]
    parts += [f"{one.result} {one.formula} {' '.join(one.inputs)} {one.basis}" for one in sources.computations]
    parts += [f"{one.place} {one.text} {one.quote}" for one in sources.bases]
    return "\n".join(parts)


def _numbers(text: str) -> set[str]:
    digits = {number.replace(",", "") for number in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}
    words = zip(("한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"), range(1, 11), strict=True)
    return digits | {str(value) for word, value in words if re.search(rf"(?<![가-힣]){word}\s", text)}


def _changed(number: str, chance: random.Random) -> str:
    places = [at for at, char in enumerate(number) if char.isdigit()]
    at = chance.choice(places)
    digit = chance.choice([char for char in "123456789" if char != number[at]])
    return number[:at] + digit + number[at + 1 :]


def _fresh(number: str, known: set[str], chance: random.Random) -> str | None:
    for _ in range(20):
        new = _changed(number, chance)
        if new.replace(",", "") not in known:
            return new
    return None


def _figures(pattern: str) -> Injector:
    compiled = re.compile(pattern)

    def inject(text: str, sources: str, chance: random.Random) -> Iterator[tuple[Span, str]]:
        known = _numbers(sources)
        for match in compiled.finditer(text):
            new = _fresh(match["n"], known, chance)
            if new is not None:
                yield match.span("n"), new

    return inject


def _swaps(pairs: dict[str, tuple[str, ...]], before: str = "", after: str = "") -> Injector:
    compiled = re.compile(f"{before}(?P<w>{'|'.join(sorted(pairs, key=len, reverse=True))}){after}")

    def inject(text: str, sources: str, chance: random.Random) -> Iterator[tuple[Span, str]]:
        squeezed = "".join(sources.split())
        for match in compiled.finditer(text):
            new = chance.choice(pairs[match["w"]])
            changed = text[max(0, match.start("w") - 8) : match.start("w")].rsplit("\n", maxsplit=1)[-1] + new
            if "".join(changed.split()) not in squeezed:
                yield match.span("w"), new

    return inject


def _days(text: str, sources: str, chance: random.Random) -> Iterator[tuple[Span, str]]:
    for match in re.finditer(r"(20\d\d)\. (\d{1,2})\. (\d{1,2})\.", text):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
        new = chance.choice(
            [(year, month, day % 28 + 1), (year, month % 12 + 1, day), (year + chance.choice((-1, 1)), month, day)]
        )
        if not re.search(rf"(?<!\d){new[1]}\s?[.월/]\s?{new[2]}(?!\d)", sources) or new[0] != year:
            yield match.span(), "{}. {}. {}.".format(*new)


def _period_ends(text: str, sources: str, chance: random.Random) -> Iterator[tuple[Span, str]]:
    for match in re.finditer(r"(?<=~ )(\d{1,2})\. (\d{1,2})\.", text):
        new = (int(match[1]), int(match[2]) % 28 + 1)
        if not re.search(rf"(?<!\d){new[0]}\s?[.월/]\s?{new[1]}(?!\d)", sources):
            yield match.span(), "{}. {}.".format(*new)


def _months(text: str, sources: str, chance: random.Random) -> Iterator[tuple[Span, str]]:
    for match in re.finditer(r"(?<![\d.] )(?<!\d)(20\d\d\. )?(\d{1,2})(?:월|\.(?= 중|\n|$))", text):
        new = int(match[2]) % 12 + 1
        if not re.search(rf"(?<!\d){new}\s?[.월/]", sources):
            yield match.span(2), str(new)


def _weekdays(text: str, sources: str, chance: random.Random) -> Iterator[tuple[Span, str]]:
    for match in re.finditer(r"(?<=\.\()[월화수목금토일](?=\))", text):
        yield match.span(), chance.choice([day for day in "월화수목금토일" if day != match[0]])


def _times(text: str, sources: str, chance: random.Random) -> Iterator[tuple[Span, str]]:
    for match in re.finditer(r"(\d\d):(\d\d)", text):
        hour, minute = (int(match[1]) + chance.choice((1, 2))) % 24, match[2]
        if not re.search(rf"(?<!\d)(?:{hour}|{hour - 12}|{hour:02d})\s?[:시]", sources):
            yield match.span(), f"{hour:02d}:{minute}"


def _hangul(text: str, sources: str, chance: random.Random) -> Iterator[tuple[Span, str]]:
    for match in re.finditer(rf"금[{_HANGUL}십백천만억]+원", text):
        places = [at for at in range(match.start(), match.end()) if text[at] in _HANGUL]
        at = chance.choice(places)
        yield (at, at + 1), chance.choice([char for char in _HANGUL if char != text[at]])


def _names(text: str, sources: str, chance: random.Random) -> Iterator[tuple[Span, str]]:
    """Names are told by the sources: a letter after a rank, or before one."""
    ranks = "사무관|주무관|위원장|위원|간사|과장|팀장|감사팀|문서팀|정보화과|감사실|보좌관|비서관|총무과"
    for match in re.finditer(
        rf"(?:{ranks}) ([가-힣]{{3,4}})(?=[\s,.()]|$)|(?<=\s)([가-힣]{{3}})(?= (?:사무관|주무관|님))", text
    ):
        group = 1 if match[1] else 2
        name = match[group]
        if name in sources and name[-1] not in "과팀실은는이가관":
            other = chance.choice([surname for surname in _SURNAMES if surname != name[0]])
            if other + name[1:] not in sources:
                yield match.span(group), other + name[1:]


def _articles(text: str, sources: str, chance: random.Random) -> Iterator[tuple[Span, str]]:
    for match in re.finditer(r"제(\d+)조", text):
        new = int(match[1]) + chance.choice((1, 2, 7, 10))
        if f"제{new}조" not in sources:
            yield match.span(1), str(new)


def _paragraphs(text: str, sources: str, chance: random.Random) -> Iterator[tuple[Span, str]]:
    for match in re.finditer(r"(?<=조제)(\d)(?=항)", text):
        new = int(match[1]) % 9 + chance.choice((3, 4))
        if f"제{new}항" not in sources and "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"[new - 1] not in sources:
            yield match.span(1), str(new)


def _titles(text: str, sources: str, chance: random.Random) -> Iterator[tuple[Span, str]]:
    for match in re.finditer(r"「([^」]+)」", text):
        words = match[1].split()
        words[chance.randrange(len(words) - 1) if len(words) > 1 else 0] = chance.choice(
            ("항공", "수산물", "지방세", "산림")
        )
        new = " ".join(words)
        if new not in sources:
            yield match.span(1), new


def _firms(text: str, sources: str, chance: random.Random) -> Iterator[tuple[Span, str]]:
    for match in re.finditer(r"(?<=\(주\))[가-힣]+|(?<=㈜)[가-힣]+|(?<=주식회사 )[가-힣]+", text):
        yield match.span(), chance.choice(_FIRMS)


def _units(text: str, sources: str, chance: random.Random) -> Iterator[tuple[Span, str]]:
    """The unit that a letter goes to, that is there, or that answers."""
    for match in re.finditer(
        r"(?m)(?:수신|부서:|참석자?:|참가:|담당자?:|문의:)\s+([가-힣]{2,6}(?:과장|과|실|국장))(?=[,.\s(])", text
    ):
        new = chance.choice(("항만", "수산", "세정", "체육")) + match[1][-2 if match[1].endswith("장") else -1 :]
        if new not in sources:
            yield match.span(1), new


def _halls(text: str, sources: str, chance: random.Random) -> Iterator[tuple[Span, str]]:
    for match in re.finditer(r"(?m)장소: .*?([가-힣]+)$", text):
        yield match.span(1), chance.choice(("체육관", "구내식당", "연병장"))


def _documents(text: str, sources: str, chance: random.Random) -> Iterator[tuple[Span, str]]:
    for match in re.finditer(r"(?<=[과실]-)(\d+)", text):
        new = _changed(match[0], chance)
        if new not in sources:
            yield match.span(), new


def _phones(text: str, sources: str, chance: random.Random) -> Iterator[tuple[Span, str]]:
    for match in re.finditer(r"\d{2,3}-\d{3,4}-\d{4}|\d{3}-\d{4}(?!\d)|\d{3}-\d{4}-\d{4}-\d\d|(?<=내선 )\d{4}", text):
        new = _changed(match[0], chance)
        if new not in sources:
            yield match.span(), new


def _scales(text: str, sources: str, chance: random.Random) -> Iterator[tuple[Span, str]]:
    for match in re.finditer(r"(?<=\d)(천만|만|천|억)(?=\s?원)", text):
        new = chance.choice([scale for scale in ("천만", "만", "억", "천") if scale != match[0]])
        if text[match.start() - 1] + new + "원" not in sources.replace(" ", ""):
            yield match.span(), new


KINDS: dict[str, Injector] = {
    "day": _days,
    "end of a period": _period_ends,
    "month": _months,
    "weekday": _weekdays,
    "time": _times,
    "amount": _figures(r"(?<![\d,])(?P<n>\d{1,3}(?:,\d{3})+|\d+)(?=[천만억]*원)"),
    "scale of an amount": _scales,
    "amount in Hangul": _hangul,
    "count": _figures(
        r"(?<![\d,.\-제:])(?P<n>\d[\d,]*(?:\.\d+)?)(?=명|건|권|대|개|곳|매|부|팀|상자|세대|층|분|차|동|호|시간|회|년|일|석|가지)(?!일\()"
    ),
    "share": _figures(
        r"(?:(?<=분의 )|(?<![\d.]))(?P<n>\d+(?:\.\d+)?)(?:(?=%)|(?<=분의 \d)|(?<=분의 \d\d)|(?<=분의 \d\d\d))"
    ),
    "telephone": _phones,
    "document": _documents,
    "name": _names,
    "firm": _firms,
    "unit": _units,
    "place": _halls,
    "article": _articles,
    "paragraph": _paragraphs,
    "title": _titles,
    "bound": _swaps(
        {
            "이상": ("이하", "미만", "초과"),
            "이하": ("이상", "초과"),
            "이내": ("이후", "이전"),
            "이후": ("이전", "이내"),
            "초과": ("미만", "이하"),
        },
        r"(?<=[일명회간원세의0-9을위 ])",
    ),
    "mood": _swaps(
        {
            "하여야 합니다": ("할 수 있습니다", "하여서는 아니 됩니다"),
            "하여야 함": ("할 수 있음", "하여서는 아니 됨"),
            "하여서는 아니 됩니다": ("할 수 있습니다", "하여야 합니다"),
            "할 수 있습니다": ("하여야 합니다", "할 수 없습니다"),
            "할 수 없습니다": ("할 수 있습니다", "하여야 합니다"),
            "할 수 없음": ("할 수 있음",),
            "알려야 함": ("알릴 수 있음",),
            "낮출 수 있음": ("낮추어야 함", "낮출 수 없음"),
            "실시하여야": ("실시할 수 있",),
            "거쳐야 합니다": ("거칠 수 있습니다",),
            "마쳐야 합니다": ("마칠 수 있습니다",),
        }
    ),
}


def faults(draft: RightDraft, chance: random.Random) -> Iterator[Fault]:
    sources = said(draft.sources)
    for kind, inject in KINDS.items():
        places = list(inject(draft.text, sources, chance))
        for (start, end), new in chance.sample(places, min(_EACH, len(places))):
            text = draft.text[:start] + new + draft.text[end:]
            yield Fault(kind, text, (start, start + len(new)), draft.text[start:end], new)


def caught(fault: Fault, sources: Sources) -> bool:
    return any(
        trace.provenance is Provenance.MISSING
        and trace.span[0] <= fault.span[1] + 1
        and fault.span[0] - 1 <= trace.span[1]
        for trace in traces(fault.text, sources)
    )


def evaluation(folder: Path) -> list[RightDraft]:
    """The odd reference drafts with their notes and the articles that they cite."""
    references = _lines(folder / "drafting" / "A_dev_reference_drafts.jsonl")
    drafts = {str(one["id"]): str(one["draft"]) for one in references}
    found = []
    for task in _lines(folder / "drafting" / "A_dev.jsonl"):
        if int(task["id"][2:]) % 2 == 0:
            continue
        cited = [*task["gold_articles"], *task["allow_articles"]]
        bases = tuple(Basis("", a["title"], a["article"], a["quote"], text=_article(folder, a)) for a in cited)
        year = int(task["context"]["연도"])
        sources = Sources("\n".join(task["notes"]), bases, (), task["context"], {}, date(year, 1, 2))
        found.append(RightDraft(task["id"], task["doc_type"], drafts[task["id"]], sources))
    return found


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _article(folder: Path, cited: dict[str, str]) -> str:
    """The article's text, from its heading to the next one."""
    text = (folder / "corpus" / cited["file"]).read_text(encoding="utf-8")
    number = re.escape(cited["article"])
    match = re.search(rf"(?ms)^\W*{number}(?!의)\W*\(.*?(?=^\W*제\d+조(?:의\d+)?\W*\(|\Z)", text)
    return match[0].strip() if match else cited["quote"]


def report(title: str, drafts: list[RightDraft], seed: int, *, show: bool) -> None:
    chance = random.Random(seed)
    total: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    facts = alarms = 0
    for draft in drafts:
        for trace in traces(draft.text, draft.sources):
            facts += 1
            if trace.provenance is Provenance.MISSING:
                alarms += 1
                print(f"  false alarm in {draft.name}: {trace.kind} {trace.text!r}" if show else "  false alarm")
        for fault in faults(draft, chance):
            total[fault.kind] += 1
            if caught(fault, draft.sources):
                hit[fault.kind] += 1
            elif show:
                print(f"  missed in {draft.name}: {fault.kind}: {fault.was!r} -> {fault.now!r}")
    print(f"{title}: {len(drafts)} drafts, {facts} facts, {alarms} false alarms ({alarms / max(1, facts):.1%})")
    print(
        f"  caught {hit.total()} of {total.total()}: "
        + ", ".join(f"{k} {hit[k]}/{n}" for k, n in sorted(total.items()))
    )


def speed(drafts: list[RightDraft]) -> None:
    longest = max(drafts, key=lambda draft: len(draft.text) + len(said(draft.sources)))
    for title, text in (("letter", longest.text), ("report of 20 pages", longest.text * (24_000 // len(longest.text)))):
        times = []
        for _ in range(9):
            start = time.process_time()
            traces(text, longest.sources)
            times.append((time.process_time() - start) * 1000)
        print(f"{title}: {len(text)} characters, {statistics.median(times):.1f} ms of the processor")


def main(argv: list[str]) -> int:
    seed = int(argv[0]) if argv else 6
    drafts = right_drafts()
    report("tuning", drafts[::2], seed, show=True)
    report("report", drafts[1::2], seed, show=True)
    if len(argv) > 1:
        report("evaluation, odd", evaluation(Path(argv[1])), seed, show=True)
    speed(drafts)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
