"""Follow-ups are made to stand alone by rule: what is left out comes from before, and a new subject stays clean."""

import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assist.follow.standing_alone import MOST_CARRIED, MOST_LETTERS, stand_alone
from app.core.answers import Exchange, KeptCitation

GOODS, DUTY, LEAVE = "한빛지원단 물품 관리 지침", "한빛지원단 당직 근무 지침", "한빛지원단 복무 운영 내규"


def asked(standalone: str, title: str = "", article: str = "", quote: str = "", question: str = "") -> Exchange:
    cited = (KeptCitation(1, "d", title, article, "f.md", quote, (0, len(quote))),) if title else ()
    return Exchange(1, question or standalone, standalone, 0, (), "", not cited, "", {}, (), cited, "")


LOOKED_UP = asked("물품 관리 지침 제3조", GOODS, "제3조")
NAMED = asked("군인사법 제57조에는 무엇이 있나요?", "군인사법", "제57조", "제57조(징계의 종류) ① 징계는")
LENT = asked("노트북은 며칠까지 빌릴 수 있나요?", GOODS, "제6조")
OFF = asked("연가를 쓰려면 며칠 전까지 신청서를 내야 하나요?", LEAVE, "제9조")
RANK = asked("하사의 최저근속기간은 몇 년인가요?", "군인사법", "제7조")
TRAVEL = asked("관내 출장 4시간 미만이면 여비가 얼마인가요?", "한빛지원단 출장 여비 기준", "제4조")
NIGHT = asked("숙직은 몇 시부터인가요?", DUTY, "제2조")
RULED = asked("복무 운영 내규에서 연가는 며칠 전에 신청하나요?", LEAVE, "제9조")
TERM = asked("연가 신청 기한은 언제인가요?", LEAVE, "제9조")
PLAIN = asked("물품은 어디에 신청하나요?")
PASS = asked("직원 정기휴가 며칠이야", LEAVE, "제12조")
PAIR = asked("직원 연가와 병가 차이가 뭐예요?", LEAVE, "제9조")
SAID = asked("여비 신청은 언제까지 해야 돼?", "한빛지원단 출장 여비 기준", "제7조")
READ = replace(
    asked("출장 여비를 정산하려면 뭘 내야 하나요?", "한빛지원단 출장 여비 기준", "제7조"),
    text="영수증 1부와 출장복명서를 낸다. [1]",
)
ENGLISH = asked("How many days of leave can I take?")

CARRIED = [
    (LOOKED_UP, "제2항은?", "물품 관리 지침 제3조 제2항"),
    (LOOKED_UP, "2항은요?", "물품 관리 지침 제3조 제2항"),
    (LOOKED_UP, "그럼 제1항 제3호는?", "물품 관리 지침 제3조 제1항 제3호"),
    (LOOKED_UP, "같은 조 제2항은 언제부터 적용되나요?", "물품 관리 지침 제3조 제2항은 언제부터 적용되나요?"),
    (LOOKED_UP, "그 조문에서 기한은 언제인가요?", "물품 관리 지침 제3조 기한은 언제인가요?"),
    (LOOKED_UP, "예외는?", "물품 관리 지침 제3조 예외는?"),
    (NAMED, "징계 종류는 제2항에 있나요?", "징계 종류는 군인사법 제57조 제2항에 있나요?"),
    (LENT, "제2항은?", "한빛지원단 물품 관리 지침 제6조 제2항"),
    (LENT, "누가 승인하나요?", "노트북 누가 승인하나요?"),
    (LENT, "누구한테요?", "노트북은 누구한테 빌릴 수 있나요?"),
    (LENT, "연장할 수 있나요?", "노트북 연장할 수 있나요?"),
    (LENT, "그건 어디에 신청하나요?", "노트북 어디에 신청하나요?"),
    (LENT, "그 기간이 지나면 어떻게 되나요?", "노트북 기간이 지나면 어떻게 되나요?"),
    (LENT, "예외는 없나요?", "노트북 빌릴 예외는 없나요?"),
    (LENT, "잃어버리면요?", "잃어버리면 노트북은 며칠까지 빌릴 수 있나요?"),
    (LENT, "반대로 빌려주는 쪽은 뭘 해야 하나요?", "노트북 반대로 빌려주는 쪽은 뭘 해야 하나요?"),
    (OFF, "왜요?", "연가를 쓰려면 왜 신청서를 내야 하나요?"),
    (OFF, "언제까지요?", "연가를 쓰려면 언제까지 신청서를 내야 하나요?"),
    (OFF, "급하면요?", "급하면 연가를 쓰려면 며칠 전까지 신청서를 내야 하나요?"),
    (OFF, "그 신청서는 누가 결재하나요?", "연가를 쓰려면 신청서는 누가 결재하나요?"),
    (OFF, "절차는?", "연가를 쓰려면 절차는?"),
    (OFF, "거기에 진단서도 붙여야 하나요?", "연가를 쓰려면 신청서 진단서도 붙여야 하나요?"),
    (OFF, "다시 설명해 줘", "연가를 쓰려면 다시 설명해 줘"),
    (RANK, "그 사람은 언제 전역하나요?", "하사의 최저근속기간 언제 전역하나요?"),
    (RANK, "몇 살까지예요?", "하사의 최저근속기간은 몇 살까지인가요?"),
    (RANK, "근거는?", "하사의 최저근속기간 근거는?"),
    (TRAVEL, "4시간 이상이면요?", "관내 출장 4시간 이상이면 여비가 얼마인가요?"),
    (TRAVEL, "4시간 이상은?", "관내 출장 4시간 이상이면 여비가 얼마인가요?"),
    (asked("연가는 1년에 며칠인가요?"), "3년차는요?", "연가는 3년차에 며칠인가요?"),
    (TRAVEL, "정산은 언제까지 하나요?", "관내 출장 4시간 미만이면 여비 정산은 언제까지 하나요?"),
    (NIGHT, "몇 시까지요?", "숙직은 몇 시까지인가요?"),
    (NIGHT, "이게 무슨 뜻이에요?", "숙직 무슨 뜻이에요?"),
    (RULED, "임기제는요?", "복무 운영 내규에서 임기제 연가는 며칠 전에 신청하나요?"),
    (RULED, "전시에는요?", "복무 운영 내규에서 전시에는 연가는 며칠 전에 신청하나요?"),
    (TERM, "절차는요?", "연가 신청 절차는요?"),
    (TERM, "위반하면 어떻게 되나요?", "연가 신청 위반하면 어떻게 되나요?"),
    (PLAIN, "예외는?", "물품 신청 예외는?"),
    (asked("출장 여비 정산"), "급하면요?", "급하면 출장 여비 정산?"),
    (PAIR, "전자는 진단서가 필요해요?", "직원 연가는 진단서가 필요해요?"),
    (PAIR, "후자도요?", "직원 병가도?"),
    (SAID, "예외 없어?", "여비 신청 예외 없어?"),
    (SAID, "늦게 내면 어떻게 돼", "여비 신청 늦게 내면 어떻게 돼"),
    (SAID, "안 내면 어떡해", "여비 신청 안 내면 어떡해"),
    (SAID, "뭐뭐 내야 됨?", "여비 신청 뭐뭐 내야 됨?"),
    (SAID, "돈으로 줘?", "여비 신청 돈으로 줘?"),
    (SAID, "승인은 누가 해?", "여비 신청 승인은 누가 해?"),
    (SAID, "결정은 언제까지 해야 하는데", "여비 신청 결정은 언제까지 해야 하는데"),
    (SAID, "늦게 냈어도 돼?", "여비 신청 늦게 냈어도 돼?"),
    (SAID, "몇 조야?", "여비 신청 몇 조?"),
    (SAID, "취소하려면?", "여비 신청 취소하려면?"),
    (asked("사관학교 입학 나이 제한"), "제대군인은?", "제대군인 사관학교 입학 나이 제한?"),
    (PASS, "한번에 다 써도 돼?", "직원 정기휴가 한번에 다 써도 돼?"),
    (PASS, "근거가 뭔데", "직원 정기휴가 근거가 뭔데"),
    (PASS, "누구한테 알려?", "직원 정기휴가 누구한테 알려?"),
    (PASS, "안 쓰면 날아가?", "직원 정기휴가 안 쓰면 날아가?"),
    (PASS, "언제까지 맡겨?", "직원 정기휴가 언제까지 맡겨?"),
    (PASS, "왜 그런데", "직원 정기휴가 왜 그런데"),
    (PASS, "진단서도 내야돼?", "직원 정기휴가 진단서도 내야돼?"),
    (PASS, "방금 그 조문 전체 보여줘", "한빛지원단 복무 운영 내규 제12조"),
    (PASS, "그 조에 예외가 있어?", "한빛지원단 복무 운영 내규 제12조 예외가 있어?"),
    (LOOKED_UP, "방금 그거 2항만", "물품 관리 지침 제3조 제2항"),
    (LOOKED_UP, "거기 2항에 뭐라고 돼 있어", "물품 관리 지침 제3조 제2항에 뭐라고 돼 있어"),
    (READ, "영수증은 몇 부?", "출장 여비를 정산하려면 영수증은 몇 부?"),
    (ENGLISH, "why?", "How many days of leave can I take; why?"),
    (ENGLISH, "Is it paid?", "How many days of leave can I take; Is it paid?"),
]
MOVED_ON = [
    (LOOKED_UP, "그럼 제4조는요?", "물품 관리 지침 제4조"),
    (LOOKED_UP, "같은 지침 제5조는?", "물품 관리 지침 제5조"),
    (LOOKED_UP, "별표 1은?", "물품 관리 지침 별표 1"),
    (NAMED, "시행령에는?", "군인사법 시행령 징계의 종류"),
    (NAMED, "시행규칙 제3조는?", "군인사법 시행규칙 제3조는?"),
    (NAMED, "같은 법 제10조는?", "군인사법 제10조"),
    (RANK, "시행령에는요?", "군인사법 시행령 하사의 최저근속기간"),
    (NAMED, "아니 법 말고 시행령에는?", "군인사법 시행령 징계의 종류"),
    (RANK, "하사 말고 중사는?", "중사의 최저근속기간은 몇 년인가요?"),
    (RANK, "중사는요?", "중사의 최저근속기간은 몇 년인가요?"),
    (RANK, "그럼 상사는 몇 년인가요?", "상사의 최저근속기간은 몇 년인가요?"),
    (RANK, "병장도 같은가요?", "병장의 최저근속기간은 몇 년인가요?"),
    (RANK, "장교의 경우는요?", "장교의 최저근속기간은 몇 년인가요?"),
    (asked("창고 열쇠는 누가 보관하나요?"), "장부는요?", "창고 장부는 누가 보관하나요?"),
    (asked("벌금 분납 신청하려면 뭘 내나요?"), "연기는요?", "벌금 연기 신청하려면 뭘 내나요?"),
    (PASS, "포상휴가는?", "직원 포상휴가 며칠이야?"),
    (LENT, "카메라는요?", "카메라는 며칠까지 빌릴 수 있나요?"),
    (OFF, "그럼 병가는?", "병가를 쓰려면 며칠 전까지 신청서를 내야 하나요?"),
    (TRAVEL, "관외는요?", "관외 출장 4시간 미만이면 여비가 얼마인가요?"),
    (TRAVEL, "숙박비는요?", "관내 출장 4시간 미만이면 숙박비가 얼마인가요?"),
    (NIGHT, "일직은요?", "일직은 몇 시부터인가요?"),
    (RULED, "제13조는?", "복무 운영 내규 제13조"),
]
ALONE = [
    (LOOKED_UP, "연가 신청 방법은?"),
    (LOOKED_UP, "국가공무원법 제78조는?"),
    (LOOKED_UP, "복무 운영 내규 제2항은?"),
    (NAMED, "연가는 며칠인가요?"),
    (LENT, "비밀번호는 며칠마다 바꾸나요?"),
    (LENT, "휴가 신청은 어디에 하나요?"),
    (LENT, "그럼 출장 여비는 얼마인가요?"),
    (LENT, "기록물을 빌리려면 그 승인은 누가 하나요?"),
    (OFF, "출장 여비는 얼마인가요?"),
    (OFF, "비밀번호 변경 주기"),
    (OFF, "육아휴직"),
    (OFF, "고마워요"),
    (RANK, "군인사법에서 정년은?"),
    (RANK, "당직 책임자는 누구인가요?"),
    (TRAVEL, "비밀번호를 바꾸려면?"),
    (TRAVEL, "여권을 분실한 경우에는?"),
    (NIGHT, "당직 근무일을 바꾸고 싶으면 어떻게 하나요?"),
    (PLAIN, "제2항은?"),
    (PLAIN, "시행령에는?"),
    (TERM, "연가랑 병가 차이는?"),
    (LENT, "묘목을 심으려면 과목 시험을 봐야 하나요?"),
    (LENT, "3·15 조사 보고서 보관 장소"),
    (LENT, "출장 영수증 4호서식 작성 방법"),
    (LENT, "직원 등급 별표"),
    (LENT, "이자 계산 방법"),
    (LENT, "전자 문서는 어디에 보관하나요?"),
    (LENT, "전자는 며칠까지예요?"),
    (OFF, "연가 말고 쓸 수 있는 휴가가 있나요?"),
    (SAID, "비밀번호 바꾸는거 어떻게 해"),
    (SAID, "총 잃어버리면 어떻게 돼?"),
    (SAID, "술 마셔도 돼?"),
    (SAID, "시설 배려"),
    (SAID, "육아휴직하면수당을얼마나받을수있어"),
    (READ, "계약 보증금은 얼마야"),
    (NAMED, "법 해석을 물어보는 민원은 며칠 안에 답하나요?"),
    (ENGLISH, "What is the travel allowance for Seoul?"),
]


@pytest.mark.parametrize(("before", "question", "text"), CARRIED)
def test_a_follow_up_takes_its_subject_and_sources_along(before: Exchange, question: str, text: str) -> None:
    made = stand_alone(question, [before])
    assert (made.text, made.carried) == (text, True)


@pytest.mark.parametrize(("before", "question", "text"), MOVED_ON)
def test_a_follow_up_that_needs_other_sources(before: Exchange, question: str, text: str) -> None:
    made = stand_alone(question, [before])
    assert (made.text, made.carried) == (text, False)


@pytest.mark.parametrize(("before", "question"), ALONE)
def test_a_new_subject_stays_as_it_was_asked(before: Exchange, question: str) -> None:
    made = stand_alone(question, [before])
    assert (made.text, made.carried) == (question, False)


@pytest.mark.parametrize("question", ["제2항은?", "그럼 하사는요?", "왜요?", "그건 누가 하나요?", "시행령에는?"])
def test_the_first_question_stands_alone(question: str) -> None:
    assert stand_alone(question, []).text == question


def test_several_turns() -> None:
    turns = [LOOKED_UP]
    for question, text in (
        ("제2항은?", "물품 관리 지침 제3조 제2항"),
        ("제1항은?", "물품 관리 지침 제3조 제1항"),
        ("그럼 제5조는요?", "물품 관리 지침 제5조"),
        ("제2항은?", "물품 관리 지침 제5조 제2항"),
        ("기한은?", "물품 관리 지침 제5조 제2항 기한은?"),
    ):
        assert stand_alone(question, turns).text == text
        turns.append(asked(text, question=question))


def test_a_law_is_found_further_back() -> None:
    turns = [NAMED, asked("징계위원회는 몇 명인가요?")]
    assert stand_alone("제58조는?", turns).text == "군인사법 제58조"


def test_an_answer_that_was_refused_still_has_a_subject() -> None:
    assert stand_alone("그럼 병가는요?", [asked("연가는 며칠 전에 신청하나요?")]).text == "병가는 며칠 전에 신청하나요?"


def test_a_long_question_says_itself_what_it_is_about() -> None:
    question = "그건 " + "가나다 " * MOST_LETTERS
    assert stand_alone(question, [OFF]).text == question


# --- many questions that stand alone ---------------------------------------------------------
LESSONS = Path(__file__).resolve().parents[4] / "shared" / "train" / "questions.jsonl"


@pytest.mark.skipif(not LESSONS.is_file(), reason="the training questions are not beside the repository")
def test_of_many_new_subjects_hardly_one_is_mixed_with_the_old_one() -> None:
    with LESSONS.open(encoding="utf-8") as stream:
        questions = [json.loads(line)["question"] for line, _ in zip(stream, range(2000), strict=False)]
    changed = [
        question
        for before, question in pairwise(questions)
        if stand_alone(question, [asked(before, "군인사법", "제7조")]).text != question
    ]
    assert len(changed) <= 0.002 * len(questions)


# --- whatever is typed -----------------------------------------------------------------------
WORDS = [
    *(
        "그럼",
        "그건",
        "그 기간은",
        "하사는요",
        "병가는요",
        "제2항은?",
        "제3조는",
        "시행령에는",
        "왜",
        "언제까지요",
        "예외는",
    ),
    *(
        "누가 승인하나요?",
        "급하면요",
        "4시간 이상이면",
        "1년에",
        "3년차는요?",
        "반대로",
        "연가를",
        "신청하면",
        "거기에",
        "군인사법",
        "「물품관리법」",
    ),
    *(
        "별표 1",
        "며칠 전까지",
        "어떤 서류를",
        "내야 하나요",
        "why",
        "it",
        "?",
        "!",
        ",",
        ".",
        "같은 법",
        "동법",
        "노트북을",
    ),
]
QUESTIONS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join) | st.text(max_size=60)
TURNS = st.lists(
    st.builds(
        asked,
        QUESTIONS.filter(str.strip),
        st.sampled_from(["", "군인사법", GOODS]),
        st.sampled_from(["제3조", "별표 1", "p.7", "부칙"]),
        st.just("제3조(취득 신청) ① 물품이"),
    ),
    max_size=4,
)


@given(QUESTIONS, TURNS)
def test_never_longer_than_what_it_is_made_of(question: str, turns: list[Exchange]) -> None:
    made = stand_alone(question, turns)
    assert len(made.text) <= len(question) + MOST_CARRIED + 120
    if not turns or made.text == question:
        assert made.text == question


@given(QUESTIONS, TURNS)
def test_every_word_was_said_before(question: str, turns: list[Exchange]) -> None:
    """Particles change with the word before them, and a place is written as statutes write it; nothing else is new."""
    made = stand_alone(question, turns)
    said = question + "".join(
        turn.standalone + "".join(c.title + c.article + c.quote for c in turn.citations) for turn in turns
    )
    known = set(re.sub(r"\s", "", said)) | set("제조항호목의별표은는이가을를과와으로?;")
    assert set(re.sub(r"\s", "", made.text)) <= known


@given(QUESTIONS)
def test_without_a_conversation_nothing_changes(question: str) -> None:
    made = stand_alone(question, [])
    assert (made.text, made.carried) == (question, False)
