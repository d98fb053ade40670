"""A law that a question goes by and that is not here is told; a false alarm would hide an answer."""

import pytest

from app.search.lookup import find
from app.search.query.names import Names, pointing
from app.search.query.passing import passing
from app.search.query.strangers import stranger

NAMES = Names(
    {"a": "가상 기관의 자료 공유 및 활용에 관한 법률", "b": "물품관리법", "c": "물품관리법 시행령"},
    {"물관법": "물품관리법"},
)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("도로안전법상 벌점은 몇 점인가요?", "도로안전법"),
        ("철길 안전법에서 정한 속도", "철길 안전법"),
        ("「도로안전법」 벌점", "도로안전법"),
        ("도로안전법 시행령에 따르면 며칠인가요", "도로안전법 시행령"),
        ("도로안전법에 규정된 벌점", "도로안전법"),
        ("도로안전법 위반하면 벌금", "도로안전법"),
        ("도로안전법을 어기면 어떻게 되나", "도로안전법"),
        ("도로안전법 과태료", "도로안전법"),
        ("도로안전법에는 뭐라고 돼 있어", "도로안전법"),
        ("도로안전법에 벌점이 나와?", "도로안전법"),
    ],
)
def test_a_law_that_no_document_is(question: str, name: str) -> None:
    assert stranger(question, NAMES) == name


@pytest.mark.parametrize(
    "question",
    [
        "물품관리법상 불용이란?",
        "자료공유법에서 정한 기간",
        "물관법에 따라 빌리려면",
        "계산하는 방법에서 틀린 곳",
        "매기는법에 따라",
        "현행법상 처벌은?",
        "이 특별법에서 정한 대상",
        "우리 기본법에 따르면",
        "민법상 상속",
        "도로안전법이 궁금해요",
        "법에 따라 처벌받나요",
        "물품관리법 위반하면",
        "물품관리법에 뭐라고 돼 있어",
        "매기는 방법에 차이가 있나요",
        "사용하는 방법 위반",
        "현행법 위반",
        "",
    ],
)
def test_what_is_known_or_may_be_no_law_is_left_alone(question: str) -> None:
    assert stranger(question, NAMES) == ""


@pytest.mark.parametrize("question", ["이 규정 제5조", "우리 부대 내규 제3조", "같은 법 제3조 뭐죠", "현행 법률 제3조"])
def test_words_that_point_name_no_law(question: str) -> None:
    reference = find(question, NAMES)
    assert reference is not None
    assert (reference.documents, reference.name) == ((), "")


def test_names_that_begin_like_pointing_words_stay_names() -> None:
    assert not any(map(pointing, ("이자제한법", "본인확인법", "위생법", "동산담보법", "물품 규정", "")))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("올해 요금이 얼마예요", ("올해",)),
        ("고객 센터 전화번호 알려줘", ("고객센터", "전화번호")),
        ("신청하는 앱이 뭐예요", ("앱",)),
        ("앱니다", ()),
        ("이번 행사는 누가 허가하나요", ()),
        ("부대장이 지금까지 한 일", ("지금",)),
        ("신청은 며칠 안에 하나요", ()),
    ],
)
def test_words_for_what_changes_from_day_to_day(question: str, words: tuple[str, ...]) -> None:
    assert passing(question) == words
