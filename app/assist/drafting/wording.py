"""The title and the first sentence of a letter, worded by the model: prompt, grammar, and what it says read back.

The rules and four worked examples come first and never change, so that the child keeps them evaluated; what a letter
is made from comes last, as data. Only what may be told goes in: nobody can leak what he never saw.

Code says what a letter does (it asks, it tells, it proposes) and how its title and sentence end; the model says what
it is about. Left free, a model of 1.5B thanked the firm that was to be punished and offered what it should have asked
for; of those sentences a check of facts sees nothing. The examples are about invented offices.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.assist.prompts import Prompt
from app.assist.templates import Turn

MAX_TOKENS = 100
MOST = 900
"""Characters of notes that the model reads: the first ones tell what a letter is about."""

TITLE, SENTENCE = "제목", "문장"

_RULES = """당신은 관공서의 문서 담당자이다. [메모]를 읽고 문서의 제목과 본문 첫 문장을 쓴다.
- 제목은 무엇에 관한 문서인지 드러나는 명사구로 짧게 쓰고 [제목 끝]에 적힌 말로 끝낸다.
- 첫 문장은 무엇을 왜 하는지 한 문장으로 쓰고 [문장 끝]에 적힌 말로 끝낸다.
- 문장에는 날짜, 숫자, 사람 이름, 조문을 쓰지 않는다. 그것은 뒤의 항목에 적는다.
- 메모에 없는 일은 쓰지 않는다."""

_EXAMPLES: tuple[tuple[str, str, str], ...] = (
    (
        "[문서] 대외 시행문\n[수신] 한빛상사\n[메모]\n사무실 냉난방기 정기 점검 예정\n"
        "점검하는 날 출입할 사람 명단 받아야 함\n명단은 점검 전날까지 제출",
        "[제목 끝] 제출 요청\n[문장 끝] 다음과 같이 알려 드립니다.",
        "제목: 냉난방기 정기 점검에 따른 출입자 명단 제출 요청\n"
        "문장: 사무실 냉난방기 정기 점검을 위하여 필요한 출입자 명단의 제출에 관하여 다음과 같이 알려 드립니다.",
    ),
    (
        "[문서] 내부결재 기안\n[수신] 내부결재\n[메모]\n복도 게시판 낡아서 바꾸려고 함\n"
        "각 층에 하나씩\n고장 난 것부터 교체",
        "[제목 끝] 계획\n[문장 끝] 다음과 같이 추진하고자 합니다.",
        "제목: 노후 복도 게시판 교체 계획\n문장: 낡은 복도 게시판의 교체를 다음과 같이 추진하고자 합니다.",
    ),
    (
        "[문서] 민원 회신\n[수신] OOO\n[메모]\n주차장 이용 시간을 늘려 달라는 민원\n관리 인력 부족으로 당장은 어려움",
        "[제목 끝] 민원 회신\n[문장 끝] 다음과 같이 답변드립니다.",
        "제목: 주차장 이용 시간 연장 관련 민원 회신\n"
        "문장: 귀하께서 제출하신 주차장 이용 시간 연장에 관한 민원에 대하여 다음과 같이 답변드립니다.",
    ),
    (
        "[문서] 업무협조전\n[수신] 각 부서\n[메모]\n창고 정리하려고 함\n부서별로 버릴 물건 목록 필요",
        "[제목 끝] 협조 요청\n[문장 끝] 다음 사항에 대하여 협조하여 주시기 바랍니다.",
        "제목: 창고 정리에 따른 부서별 폐기 물건 목록 제출 협조 요청\n"
        "문장: 창고 정리를 위하여 부서별 폐기 물건 목록이 필요하오니 다음 사항에 대하여 협조하여 주시기 바랍니다.",
    ),
)

_WORDS = "[가-힣A-Za-z0-9 ,ㆍ·()%.-]"
_HEAD = "[가-힣A-Za-z0-9 ,ㆍ·()%-]"
"""Without a full stop: it is one sentence."""
_SAID = re.compile(rf"(?:^|\n)\s*({TITLE}|{SENTENCE})\s*[:：]\s*([^\n]+)")


@dataclass(frozen=True, slots=True)
class Order:
    """`lines` are the notes that may be told; `ending` is how the title ends, `tail` how the first sentence does: empty
    where none is wanted."""

    form: str
    recipient: str
    lines: tuple[str, ...]
    ending: str
    tail: str = ""

    @property
    def ask(self) -> str:
        tail = f"\n[문장 끝] {self.tail}" if self.tail else ""
        return f"[제목 끝] {self.ending}{tail}"


def prompt(order: Order) -> Prompt:
    turn = Turn("user", (_told(order), f"\n\n{order.ask}"))
    return Prompt((*head(), turn), (), (), ())


def head() -> tuple[Turn, ...]:
    """The beginning of every prompt."""
    turns = [Turn("system", (_RULES,))]
    for notes, ask, reply in _EXAMPLES:
        turns.append(Turn("user", (notes, f"\n\n{ask}")))
        turns.append(Turn("assistant", (reply,)))
    return tuple(turns)


def grammar(order: Order) -> str:
    """Labels and endings are fixed; between them stand Korean words, so many at most. Figures are let pass here and
    looked at afterwards: where they were not, the model wrote them in Chinese."""
    title = f"title ::= {_WORDS}{{2,36}} {_literal(order.ending)}\n"
    if not order.tail:
        return f'root ::= "제목: " title\n{title}'
    sentence = f"sentence ::= {_HEAD}{{5,60}} {_literal(order.tail)}\n"
    return f'root ::= "제목: " title "\\n문장: " sentence\n{title}{sentence}'


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def read(text: str) -> dict[str, str]:
    """What stands behind each label, by label; nothing for one that is missing."""
    return {label: " ".join(said.split()) for label, said in _SAID.findall(text)}


def _told(order: Order) -> str:
    kept: list[str] = []
    room = MOST
    for line in order.lines:
        if len(line) > room:
            break
        kept.append(line)
        room -= len(line)
    recipient = f"[수신] {order.recipient}\n" if order.recipient else ""
    return f"[문서] {order.form}\n{recipient}[메모]\n" + "\n".join(kept or _first(order.lines))


def _first(lines: Sequence[str]) -> list[str]:
    return [lines[0][:MOST]] if lines else []
