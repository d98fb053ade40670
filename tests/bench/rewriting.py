"""How often the rules change a sentence, and how often the model's version of it can be trusted: a table by style.

    python -m tests.bench.rewriting HOME [--always]

Own sentences about an office that does not exist. Every change is printed: read it.
"""

import sys
import time
from pathlib import Path

from app.core.events import Cancel, result_of
from app.core.findings import RewriteStyle, Rewriting
from app.letters.differences import applied
from app.services.context import Workspace
from app.services.drafting.rewrite import RewriteRequest, rewrite

SENTENCES: dict[RewriteStyle, tuple[str, ...]] = {
    RewriteStyle.CONCISE: (
        "각 부서별로 담당하는 담당자를 지정하여 2026. 5. 8.까지 제출하여 주시기 바랍니다.",
        "현재 승강기 교체 공사가 진행 중에 있습니다.",
        "이번에 실시하는 점검의 경우에는 전기 설비와 관련된 부분에 대한 점검이 주된 내용입니다.",
        "교육 기간 동안에는 사전에 미리 신고한 사람만 외출할 수 있습니다.",
        "주차장 이용과 관련된 사항에 대하여 궁금한 점이 있는 경우에는 총무과로 문의하여 주시기 바랍니다.",
        "도서관의 이용 시간을 늘리는 것에 대한 직원들의 의견을 듣는 시간을 마련하고자 합니다.",
        "안전사고를 예방하기 위한 목적으로 난간 12곳을 보수하도록 하겠습니다.",
        "신청서의 제출은 전자우편을 이용하는 방법으로 하여야 합니다.",
    ),
    RewriteStyle.POLITE: (
        "신청서는 3월 5일까지 총무과로 내세요.",
        "휴게실 사용 뒤에는 전등을 꺼라.",
        "명단은 붙임 서식에 적어 회신 바람",
        "정기 소독을 4월 1일 실시한다.",
        "회의 자료가 늦게 도착했다.",
        "창고 열쇠는 당직자에게 맡기면 된다.",
        "외부인은 출입할 수 없다.",
        "점검 결과를 부서장에게 보고할 것.",
    ),
    RewriteStyle.OUTLINE: (
        "교육은 3월 3일부터 사흘 동안 본관에서 실시합니다.",
        "예산이 부족하여 두 번째 사업은 내년으로 미루었습니다.",
        "참석하지 못하는 사람은 사유서를 내야 합니다.",
        "노후 배관 30m를 교체하였으며 누수는 더 발견되지 않았습니다.",
        "직원들이 주차 공간이 모자란다고 합니다.",
        "이용자는 하루 평균 120명이며 꾸준히 늘고 있습니다.",
        "신청이 많으면 추첨으로 정하려고 합니다.",
        "새 기준에 따라 명부를 다시 만듭니다.",
    ),
    RewriteStyle.PLAIN: (
        "금번 훈련의 성과를 제고하기 위하여 사전 교육을 실시합니다.",
        "수령한 물품의 수량을 확인하고 명부에 기재하여 주시기 바랍니다.",
        "우천 시에는 체육관에서 거행합니다.",
        "물품의 파손 여부를 확인한 후 반납하여야 합니다.",
        "동절기 결빙 구간에는 제설제를 살포합니다.",
        "미비한 서류는 보완하여 재차 제출하여야 합니다.",
        "차량의 서행을 유도하기 위하여 표지판을 설치하였습니다.",
        "시설물의 노후로 인한 누수가 발생하였습니다.",
    ),
    RewriteStyle.NATIVE: (
        "이 기준은 모든 부서에 의해 지켜져야 합니다.",
        "이번 조사는 설문을 통하여 이루어졌습니다.",
        "담당자에 의한 확인이 필요로 됩니다.",
        "관리 방식의 변경이 요구되어지고 있습니다.",
        "업무를 추진함에 있어서 여러 부서의 협조를 필요로 하는 경우가 많습니다.",
        "예약은 누리집을 통해 가능합니다.",
        "결과가 좋아질 것으로 보여집니다.",
        "참가자들은 회의를 가진 뒤 현장으로 이동하였습니다.",
    ),
}


def main(home: Path, writing: str) -> None:
    workspace = Workspace.open(home)
    table = []
    for style, sentences in SENTENCES.items():
        ruled = worded = refused = asked = 0
        began = time.monotonic()
        for text in sentences:
            made = result_of(rewrite(workspace, RewriteRequest(text, style, True, writing), cancel=Cancel()), Rewriting)
            worded_here = any(not change.reason for change in made.changes)
            ruled += any(change.reason for change in made.changes)
            worded += worded_here
            refused += made.refused
            asked += bool(made.model)
            mark = "refused" if made.refused else "model" if worded_here else ""
            print(f"{style.value:8} {mark:8} {text}\n{'':17} {applied(text, made.changes)}", flush=True)
        table.append((style.value, len(sentences), ruled, asked, worded, refused, time.monotonic() - began))
    workspace.close()
    print("\nstyle     sentences  rules changed  model asked  accepted  refused  seconds")
    for name, *counts, seconds in table:
        print(f"{name:9} {counts[0]:9} {counts[1]:14} {counts[2]:12} {counts[3]:9} {counts[4]:8} {seconds:8.0f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), "always" if "--always" in sys.argv else "auto")
