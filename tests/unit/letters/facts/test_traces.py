"""Each fact of a draft comes from its sources however it is written there, and nothing else does."""

from datetime import date
from itertools import pairwise

import pytest

from app.core.drafts import Basis, Computation, Provenance
from app.core.findings import FactKind
from app.letters.facts.sources import Sources
from app.letters.facts.tracing import traces

TODAY = date(2026, 3, 2)
ARTICLE = """제7조(신청) ① 신청인은 사유가 생긴 날부터 10일 이내에 신청서를 제출하여야 한다.
② 담당 부서는 신청을 받은 날부터 5일 이내에 결과를 알려야 하며, 필요하면 2회 이하의 범위에서 보완을 요구할 수 있다.
③ 담당자는 신청인의 정보를 다른 사람에게 알려서는 아니 된다. 다만, 제9조제1항에 해당하면 그러하지 아니하다."""
BASIS = Basis("d", "새들마을 지원 조례", "제7조", "신청을 받은 날부터 5일 이내에 결과를 알려야 하며", text=ARTICLE)


def sources(notes: str = "", bases: tuple[Basis, ...] = (BASIS,)) -> Sources:
    return Sources(notes, bases, today=TODAY)


def missing(text: str, held: Sources) -> list[str]:
    return [one.text for one in traces(text, held) if one.provenance is Provenance.MISSING]


SAME = [
    ("2026. 3. 3.", "3월 3일"),
    ("2026. 3. 3.", "26.3.3"),
    ("2026. 3. 3.(화)", "2026-03-03"),
    ("2026. 3. 3.", "20260303"),
    ("2026. 3. 3.", "3/3"),
    ("2026. 3. 3. ~ 3. 15.", "3월 3일~15일"),
    ("2026. 4. 13. ~ 4. 15.", "2026.4.13.~4.15."),
    ("2026. 4. 13. ~ 4. 15.", "4.13~4.15"),
    ("2026. 5. 중", "2026.5.중"),
    ("2026. 5.", "5월 12일"),
    ("매주 화요일", "화요일마다"),
    ("14:30", "오후 2시 30분"),
    ("14:30", "오후 2시 반"),
    ("14:30", "1430시"),
    ("10:00 ~ 11:20", "10시~11시 20분"),
    ("14:00 ~ 16:00", "오후 2시~4시"),
    ("12:00", "정오"),
    ("12:00 ~ 13:00", "점심시간(12~13시)"),
    ("금18,500,000원(금일천팔백오십만원)", "1,850만원"),
    ("18,500,000원", "1850만 원"),
    ("금123,500,000원(금일억이천삼백오십만원)", "1억 2,350만원"),
    ("금30,000,000원", "3천만원"),
    ("180,000,000원", "사업비 1억8천"),
    ("12억원", "추경 12억 요구"),
    ("11:30 ~ 13:30", "11시반~13시반은 유예"),
    ("3명", "세 명"),
    ("25개", "스물다섯 개"),
    ("3회", "세 차례"),
    ("노트북 25대", "노트북 25개"),
    ("1,240권", "1240권"),
    ("100분의 10", "10%"),
    ("1.2배", "100분의 120"),
    ("02-748-1234", "02) 748-1234"),
    ("748-1234", "02-748-1234"),
    ("kim@korea.kr", "KIM@korea.kr"),
    ("기획과-123(2026. 3. 2.)", "기획과-123 (3.2.)"),
    ("“안전한 우리 마을” 표어", "표어는 안전한 우리마을"),
    ("과장 김하늘", "김하늘 과장"),
    ("김○○ 과장", "김OO 과장"),
    ("(주)한울식품", "㈜한울식품"),
    ("장소: 2층 대회의실", "대회의실(2층)에서"),
    ("「새들마을 지원 조례」 제7조제2항", "관련 규정"),
    ("같은 날", ""),
    ("붙임  1. 서식 1부.\n      2. 목록 2부.  끝.", "붙임: 서식 1부, 목록 2부"),
    ("제목  훈련 계획 “Ⅱ급비밀”", "훈련 계획(2급비밀)을 올림"),
]


@pytest.mark.parametrize(("written", "noted"), SAME)
def test_one_value_in_two_writings(written: str, noted: str) -> None:
    assert missing(written, sources(noted)) == []


OTHER = [
    ("2026. 3. 4.", "3월 3일"),
    ("2027. 3. 3.", "3월 3일"),
    ("2026. 4. 3.", "2026.3.3."),
    ("2026. 3. 3.(수)", "3월 3일"),
    ("2026. 4. 13. ~ 4. 16.", "2026.4.13.~4.15."),
    ("2026. 6. 중", "2026.5.중"),
    ("14:00", "오후 3시"),
    ("02:30", "오후 2시 30분"),
    ("금18,500,000원(금일천팔백육십만원)", "1,850만원"),
    ("금18,600,000원(금일천팔백오십만원)", "1,850만원"),
    ("1,850천만원", "1,850만원"),
    ("4명", "세 명"),
    ("3주", "3일"),
    ("100분의 20", "10%"),
    ("02-748-1243", "02-748-1234"),
    ("lee@korea.kr", "kim@korea.kr"),
    ("기획과-124", "기획과-123"),
    ("기획과-12", "기획과-123"),
    ("“안전한 우리 도시” 표어", "표어는 안전한 우리마을"),
    ("과장 이하늘", "김하늘 과장"),
    ("이하늘이 참석", "김하늘 과장"),
    ("사무관 김하늘", "김하늘 과장"),
    ("(주)한솔식품", "(주)한울식품"),
    ("한솔식품에 알림", "(주)한울식품"),
    ("업체 (주)누리환경 정보가 있음", "업체 (주)한울식품 정보가 있음"),
    ("누리환경 주식회사 대표", "한울식품 주식회사"),
    ("장소: 2층 소회의실", "대회의실(2층)에서"),
    ("수신  홍보과장", "총무과장에게 보냄"),
    ("「새들마을 지원 조례」 제8조", ""),
    ("「새들마을 지원 조례」 제7조제5항", ""),
    ("「강변마을 지원 조례」 제7조", ""),
    ("같은 조례 제8조", "「새들마을 지원 조례」 제7조"),
    ("붙임  서식 3부", "붙임: 서식 2부"),
    ("붙임  서식 1부.  끝.", "붙임: 서식 2부"),
    ("제목  훈련 계획 “Ⅱ급비밀”", "훈련 계획을 올림"),
    ("대외비\n제목  훈련 계획", "훈련 계획을 올림"),
    ("제목  회의 개최\n수량 17", "수량 16"),
]


@pytest.mark.parametrize(("written", "noted"), OTHER)
def test_another_value_comes_from_nowhere(written: str, noted: str) -> None:
    assert missing(written, sources(noted))


RULES = [
    ("5일 이내에 결과를 알려야 합니다.", True),
    ("5일 이후에 결과를 알려야 합니다.", False),
    ("신청을 받은 날부터 5일 이내에 결과를 알릴 수 있습니다.", False),
    ("2회 이하의 범위에서 보완을 요구할 수 있습니다.", True),
    ("2회 이상의 범위에서 보완을 요구할 수 있습니다.", False),
    ("2회 이하의 범위에서 보완을 요구하여야 합니다.", False),
    ("담당자는 신청인의 정보를 다른 사람에게 알려서는 안 됩니다.", True),
    ("담당자는 신청인의 정보를 다른 사람에게 알릴 수 있습니다.", False),
    ("사유가 생긴 날부터 10일 이내에 신청서를 제출하여야 함", True),
    ("사유가 생긴 날부터 10일 이내에 신청서를 제출할 수 있음", False),
    ("신청을 받은 날부터 10일 이내에 결과를 알려야 합니다.", False),
    ("사유가 생긴 날부터 5일 이내에 신청서를 제출하여야 합니다.", False),
    ("사유가 생긴 날부터 10일 초과에 신청서를 제출하여야 함", False),
]


@pytest.mark.parametrize(("written", "right"), RULES)
def test_the_sense_of_a_rule(written: str, right: bool) -> None:
    assert (not missing(written, sources())) is right


def test_a_note_bounds_as_well_as_a_rule_does() -> None:
    held = sources("같은 내용 3번 넘게 낸 사람 2명, 4월 10일까지 회신")
    assert missing("3회 초과 제출자 2명, 2026. 4. 10.까지 회신", held) == []
    assert missing("3회 이하 제출자", held) == ["이하"]
    assert missing("2026. 4. 10.부터 회신", held) == ["부터"]


FRAME = [
    "1. 2026. 3. 3. 접수\n  가. 접수 완료\n    1) 가\n      가) 나\n        (1) 다\n          ① 라",
    "[확인 필요: 3월 회의 장소]",
    "붙임  1. 서식 1부.\n      2. 목록 1부.  끝.",
    "- 3 -",
    "부분공개(5)",
    "수신  수신자 참조\n(경유)",
    "수신  내부결재",
    "제3자에게 알림",
]


@pytest.mark.parametrize("text", FRAME)
def test_the_frame_of_a_letter_is_no_fact(text: str) -> None:
    assert missing(text, sources("2026.3.3. 접수")) == []


def test_what_the_form_prints_is_no_fact() -> None:
    text = "근거: 「행정업무의 운영 및 혁신에 관한 규정」 제7조"
    assert missing(text, Sources("", today=TODAY, frame=text)) == []
    assert missing(text, Sources("", today=TODAY))


def test_where_a_fact_comes_from() -> None:
    computed = Computation("기한", "2026. 5. 5.", "2026. 8. 3.의 90일 전", ("8월 3일",))
    held = Sources("첫 줄\n사람 3명", (BASIS,), (computed,), {"phone": "02-1-2345"}, {"place": "본관 5층"}, TODAY)
    text = "3명, 2026. 5. 5., 본관 5층, 10일 이내, 「새들마을 지원 조례」 제7조"
    found = {one.text: (one.kind, one.provenance, one.where) for one in traces(text, held)}
    assert found["3명"] == (FactKind.COUNT, Provenance.NOTES, "2")
    assert found["2026. 5. 5."] == (FactKind.DATE, Provenance.COMPUTED, "2026. 8. 3.의 90일 전")
    assert found["5층"] == (FactKind.COUNT, Provenance.USER, "place")
    assert found["10일"] == (FactKind.COUNT, Provenance.ARTICLE, "「새들마을 지원 조례」 제7조")
    assert found["「새들마을 지원 조례」 제7조"][0] is FactKind.ARTICLE


def test_traces_are_in_order_and_apart() -> None:
    text = "2026. 3. 4.(수) 14:00 과장 김하늘(02-748-1234), “2025년 계획”에 따라 금1,000원(금이천원)을 3일 이내에 냄"
    found = traces(text, sources("3월 3일"))
    assert all(text[slice(*one.span)] == one.text for one in found)
    assert all(one.span[1] <= other.span[0] for one, other in pairwise(found))


def test_the_day_of_writing_needs_no_note_where_it_stands() -> None:
    assert missing("시행일 2026. 3. 2.", sources("")) == []
    assert missing("회의를 2026. 3. 2. 열었습니다.", sources("")) == ["2026. 3. 2."]


def test_a_note_that_guesses_at_an_article_carries_none() -> None:
    assert missing("「마을 규정」 제25조", sources("마을 규정 25조였던 듯(확인할 것)", ())) == ["「마을 규정」 제25조"]
    assert missing("「마을 규정」 제25조", sources("마을 규정 25조에 따라", ())) == []


def test_a_reference_within_a_quoted_article() -> None:
    assert missing("다만, 제9조제1항에 해당하면 그러하지 아니하다.", sources()) == []
    assert missing("제11조제1항에 해당하면 다르다.", sources()) == ["제11조제1항"]
