"""A conversation on paper: plain text, Markdown, or one HTML page that needs nothing else.

Citations stand below each answer in full. Every text is escaped for the form that it goes into.
"""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from html import escape

from app.core.answers import Exchange, KeptCitation, Verdict

Say = Callable[..., str]
"""Messages.say."""

_STYLE = (
    "body{font-family:'Noto Sans KR','Malgun Gothic',sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;"
    "line-height:1.6;color:#1b1b1b;background:#fff}h1{font-size:1.3rem}h2{font-size:1.05rem;margin:2rem 0 .3rem}"
    ".said{white-space:pre-wrap;margin:.4rem 0}.meta{color:#555;font-size:.85rem;margin:.1rem 0}"
    ".unchecked{border-bottom:2px dotted #b3261e}ol{padding-left:0;list-style:none}li{margin:.5rem 0}"
    "blockquote{margin:.2rem 0 .2rem 1rem;padding-left:.7rem;border-left:3px solid #bbb;white-space:pre-wrap}"
    "@media print{body{margin:0}}"
)
_MARKDOWN = re.compile(r"([\\`*_\[\]#|<>~&])")
_LINE_HEAD = re.compile(r"^(\s*\d*)([.)+-])", re.MULTILINE)


def written(exchanges: Sequence[Exchange], suffix: str, say: Say, language: str) -> str:
    """The whole file. `suffix` is .html, .htm or .md; anything else gives plain text. `exchanges` must not be empty."""
    if suffix in (".html", ".htm"):
        return _html(exchanges, say, language)
    return _markdown(exchanges, say) if suffix == ".md" else _plain(exchanges, say)


def day(moment: int) -> str:
    """Nanoseconds since the epoch as local time to the minute."""
    return datetime.fromtimestamp(moment / 1e9).astimezone().strftime("%Y-%m-%d %H:%M")


def _facts(one: Exchange, say: Say) -> list[str]:
    """What is said of an exchange besides its words."""
    facts = [day(one.asked)]
    if one.standalone != one.question:
        facts.append(f"{say('talk_asked_as')}: {one.standalone}")
    if one.collections:
        facts.append(f"{say('talk_collections')}: {', '.join(one.collections)}")
    if one.model:
        facts.append(f"{say('talk_model')}: {one.model}")
    return facts


def _why(one: Exchange, say: Say) -> str:
    return say(f"reason_{one.reason}", **one.reason_params) if one.reason else ""


def _sources(one: Exchange) -> list[tuple[str, list[str]]]:
    """Each place that is cited, and its quotes."""
    quotes: dict[str, list[str]] = {}
    for cited in one.citations:
        quotes.setdefault(_place(cited), []).append(cited.quote)
    return list(quotes.items())


def _place(cited: KeptCitation) -> str:
    return f"[{cited.number}] 「{cited.title}」 {cited.article}".rstrip() + f" ({cited.file})"


def _pieces(one: Exchange) -> list[tuple[str, bool]]:
    """The answer in pieces, and whether nothing was found that carries a piece."""
    pieces, end = [], 0
    for statement in sorted(one.statements, key=lambda found: found.span):
        start, stop = statement.span
        if start < end or stop > len(one.text) or statement.verdict is not Verdict.UNCHECKED:
            continue
        pieces += [(one.text[end:start], False), (one.text[start:stop], True)]
        end = stop
    return [(text, unchecked) for text, unchecked in [*pieces, (one.text[end:], False)] if text]


def _plain(exchanges: Sequence[Exchange], say: Say) -> str:
    doubt = say("verdict_unchecked")
    lines = [f"{say('talk_heading')}: {' '.join(exchanges[0].question.split())}", ""]
    for number, one in enumerate(exchanges, start=1):
        answer = "".join(f"{text} ({doubt})" if unchecked else text for text, unchecked in _pieces(one))
        lines += [f"{number}. {say('talk_question')}: {one.question}", *(f"   {fact}" for fact in _facts(one, say))]
        lines += ["", f"{say('talk_answer')}: {answer}", *filter(None, [_why(one, say)]), ""]
        for place, quotes in _sources(one):
            lines += [place, *(f"    {line}" for quote in quotes for line in quote.splitlines()), ""]
    return "\n".join(lines).rstrip() + "\n"


def _markdown(exchanges: Sequence[Exchange], say: Say) -> str:
    doubt = say("verdict_unchecked")
    lines = [f"# {say('talk_heading')}", ""]
    for number, one in enumerate(exchanges, start=1):
        answer = "".join(
            f"{_marked(text)} **({doubt})**" if unchecked else _marked(text) for text, unchecked in _pieces(one)
        )
        lines += [f"## {number}. {_marked(' '.join(one.question.split()))}", ""]
        lines += [*(f"- {_marked(fact)}" for fact in _facts(one, say)), "", answer.replace("\n", "  \n"), ""]
        lines += [_marked(why), ""] if (why := _why(one, say)) else []
        lines += [f"### {say('talk_sources')}", ""] if one.citations else []
        for place, quotes in _sources(one):
            quoted = [line for quote in quotes for line in _marked(quote).splitlines()]
            lines += [_marked(place), "", *(f"> {line.rstrip()}  " for line in quoted), ""]
    return "\n".join(lines).rstrip() + "\n"


def _marked(text: str) -> str:
    """Text that Markdown leaves as it is: no heading, list, link or tag of the text's own."""
    return _LINE_HEAD.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", text))


def _html(exchanges: Sequence[Exchange], say: Say, language: str) -> str:
    title = escape(" ".join(exchanges[0].question.split()))
    body = "".join(_section(number, one, say) for number, one in enumerate(exchanges, start=1))
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(say('talk_heading'))}</h1>{body}</body></html>\n"
    )


def _section(number: int, one: Exchange, say: Say) -> str:
    doubt = escape(say("verdict_unchecked"))
    answer = "".join(
        f'<span class="unchecked" title="{doubt}">{escape(text)}</span> ({doubt})' if unchecked else escape(text)
        for text, unchecked in _pieces(one)
    )
    facts = "".join(f'<p class="meta">{escape(fact)}</p>' for fact in _facts(one, say))
    why = f'<p class="said">{escape(_why(one, say))}</p>' if one.reason else ""
    cited = "".join(
        f"<li>{escape(place)}{''.join(f'<blockquote>{escape(quote)}</blockquote>' for quote in quotes)}</li>"
        for place, quotes in _sources(one)
    )
    sources = f"<h3>{escape(say('talk_sources'))}</h3><ol>{cited}</ol>" if cited else ""
    return (
        f'<section><h2>{number}. {escape(one.question)}</h2>{facts}<p class="said">{answer}</p>{why}{sources}</section>'
    )
