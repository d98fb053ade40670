"""The prompt for one sentence: what is wanted, two worked examples of the style, the sentence.

One sentence a prompt: the model says less that is wrong, each one is judged by itself, and what stands before the
sentence is evaluated once for all of them.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from app.assist.prompts import Prompt
from app.assist.templates import Turn
from app.core.events import Cancel, Progress, Token, Warned
from app.core.findings import RewriteStyle

_RULES = """당신은 관공서의 문장을 다듬는 편집자다. 받은 문장 하나를 시킨 대로 고쳐 한 문장으로만 답한다.
- 숫자, 날짜, 이름, 법령, 「 」와 [ ] 안의 말을 그대로 둔다.
- 하지 않는다, 하여야 한다, 할 수 있다 같은 뜻을 바꾸지 않는다.
- 없는 내용을 보태지 않는다. 고칠 곳이 없으면 그대로 쓴다."""

_TASKS: dict[RewriteStyle, str] = {
    RewriteStyle.CONCISE: "군더더기를 빼고 짧게 고친다.",
    RewriteStyle.POLITE: "공손한 공문 말투로 고친다. '하여 주시기 바랍니다' 또는 '-ㅂ니다'로 끝낸다.",
    RewriteStyle.OUTLINE: "개조식으로 고친다. '-함', '-임'이나 명사로 끝낸다.",
    RewriteStyle.PLAIN: "어려운 한자어와 외국어를 누구나 아는 쉬운 말로 고친다.",
    RewriteStyle.NATIVE: "번역투와 겹친 피동을 자연스러운 우리말로 고친다.",
}

_EXAMPLES: dict[RewriteStyle, tuple[tuple[str, str], ...]] = {
    RewriteStyle.CONCISE: (
        (
            "화분에 물을 주는 일과 관련된 순서에 대해서는 총무팀에서 매주 월요일에 알려 드리도록 하겠습니다.",
            "화분에 물을 주는 순서는 총무팀에서 매주 월요일에 알려 드리겠습니다.",
        ),
        (
            "자전거를 세워 두는 장소의 경우에는 건물의 뒤쪽에 있는 곳을 이용하여야 합니다.",
            "자전거는 건물 뒤쪽에 세워야 합니다.",
        ),
    ),
    RewriteStyle.POLITE: (
        ("화분을 옮길 사람은 7층으로 오면 된다.", "화분을 옮기실 분은 7층으로 오시면 됩니다."),
        ("창문은 퇴근할 때 꼭 닫아라.", "창문은 퇴근할 때 꼭 닫아 주시기 바랍니다."),
    ),
    RewriteStyle.OUTLINE: (
        ("화분 40개를 7층 복도로 옮기려고 합니다.", "화분 40개를 7층 복도로 옮길 예정임"),
        ("창문이 열려 있으면 냉방 효과가 떨어집니다.", "창문이 열려 있으면 냉방 효과가 떨어짐"),
    ),
    RewriteStyle.PLAIN: (
        ("화분의 고사를 방지하기 위하여 급수를 실시한다.", "화분이 말라 죽지 않도록 물을 준다."),
        ("출입문 개폐 시 서행하여 주시기 바랍니다.", "문을 여닫을 때는 천천히 지나가 주시기 바랍니다."),
    ),
    RewriteStyle.NATIVE: (
        ("화분의 배치에 대한 변경이 총무팀에 의해 이루어졌습니다.", "총무팀이 화분 배치를 바꾸었습니다."),
        ("창문은 직원들에 의해 닫혀지는 것이 필요로 됩니다.", "창문은 직원들이 닫아야 합니다."),
    ),
}

_TOKENS_A_LETTER = 1.2
_SPARE = 24


class Writer(Protocol):
    """What is asked of a Generator."""

    def generate(
        self, prompt: Prompt, *, cancel: Cancel | None = None, max_tokens: int = ..., stops: Sequence[str] = ()
    ) -> Iterator[Token | Progress | Warned]: ...


def reworded(
    writer: Writer, sentence: str, style: RewriteStyle, *, cancel: Cancel
) -> Iterator[Token | Progress | Warned]:
    """Stream the sentence as the model would put it, one line. Raises what Generator.generate does."""
    room = round(len(sentence) * _TOKENS_A_LETTER) + _SPARE
    yield from writer.generate(_prompt(sentence, style), cancel=cancel, max_tokens=room, stops=("\n",))


def _prompt(sentence: str, style: RewriteStyle) -> Prompt:
    turns = [Turn("system", (f"{_RULES}\n\n{_TASKS[style]}",))]
    for before, after in _EXAMPLES[style]:
        turns += [Turn("user", (before,)), Turn("assistant", (after,))]
    return Prompt((*turns, Turn("user", (sentence,))), (), (), ())
