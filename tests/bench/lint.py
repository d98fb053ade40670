"""How long the rules take: `python -m tests.bench.lint [PAGES]` (20 pages of 1,500 characters unless told).

The report is made of our own sentences, with a slip here and there. Prints the first run, in which the words are
read and the patterns made, and the median of the later ones.
"""

import statistics
import sys
import time

from app.letters.rules.lint import lint

PAGE = 1_500
_BLOCK = """□ {n}분기 점검 결과
  ○ 기간: 2026. 7. {day}.~7. {last}.
  ○ 점검반: 안전담당관 등 {n}명이 본관과 교육관, 창고동을 차례로 돌아보았음
    - 소화기 압력 부족 {last}개 가운데 {n}개는 현장에서 조치, 나머지는 2026. 8. {day}.까지 새 제품으로 바꿀 계획임
    - 「소방시설 설치 및 관리에 관한 법률」 제{day}조에 따른 자체점검과 함께 실시하여 일손을 덜었음
  ○ 소요 예산: 금1,860,000원(금일백팔십육만원)
    - 금번 점검에서는 각부서의 협조을 얻어 2026년 7월 {day}일까지 마칠수 있었음
  ※ 교육관 유도등은 이상이 없었으며, 다음 점검은 난방 시설을 중심으로 실시함
| 구분 | 지적 | 현장 조치 | 조치 예정 |
|---|---|---|---|
| 본관 | {n}건 | 4건 | 2건 |
| 교육관 | 3건 | 3건 | 0건 |
"""


def report(pages: int) -> str:
    blocks: list[str] = ["2026년 하계 안전 점검 결과 보고\n\n"]
    while sum(map(len, blocks)) < pages * PAGE:
        number = len(blocks)
        blocks.append(_BLOCK.format(n=number % 4 + 1, day=number % 20 + 1, last=number % 20 + 5))
    return "".join(blocks)


def main() -> None:
    text = report(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
    took: list[float] = []
    for _ in range(8):
        start = time.perf_counter()
        found = lint(text)
        took.append((time.perf_counter() - start) * 1000)
    print(f"{len(text)} characters, {len(found)} findings")
    print(f"first {took[0]:.0f} ms, then {statistics.median(took[1:]):.0f} ms (slowest {max(took[1:]):.0f} ms)")


if __name__ == "__main__":
    main()
