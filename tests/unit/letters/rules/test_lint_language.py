"""The rules of words: plain terms, spelling, spacing, particles, scripts; above all what they must leave alone."""

import re
import tomllib

import pytest

from app.core.messages import Messages
from app.core.paths import assets_dir, program_dir
from app.letters.rules import lexicon, particles
from app.letters.rules.lint import lint


def found(text: str) -> list[tuple[str, str, str | None]]:
    return [(one.message, text[slice(*one.span)].strip(), one.fix) for one in lint(text)]


def messages(text: str) -> set[str]:
    return {one.message for one in lint(text)}


@pytest.mark.parametrize(
    ("text", "message", "fixed"),
    [
        ("서류을 제출합니다.", "particle", "서류를 제출합니다."),
        ("계획를 세웁니다.", "particle", "계획을 세웁니다."),
        ("기관와 협의합니다.", "particle", "기관과 협의합니다."),
        ("회의으로 정합니다.", "particle", "회의로 정합니다."),
        ("방법로 정합니다.", "particle", "방법으로 정합니다."),
        ("담당자은 확인합니다.", "particle", "담당자는 확인합니다."),
        ("내용는 같습니다.", "particle", "내용은 같습니다."),
        ("자료이 많습니다.", "particle", "자료가 많습니다."),
        ("장관 결제를 받아 시행합니다.", "approval", "장관 결재를 받아 시행합니다."),
        ("카드 결재는 다음 달입니다.", "payment", "카드 결제는 다음 달입니다."),
        ("공무원으로써 지켜야 합니다.", "as_status", "공무원으로서 지켜야 합니다."),
        ("점검함으로서 막습니다.", "as_means", "점검함으로써 막습니다."),
        ("몇일 동안 쉽니다.", "spelling", "며칠 동안 쉽니다."),
        ("그러면 안 되요.", "spelling", "그러면 안 돼요."),
        ("확인이 않됩니다.", "spelling", "확인이 안 됩니다."),
        ("제출하지 안습니다.", "spelling", "제출하지 않습니다."),
        ("참석율이 높습니다.", "spelling", "참석률이 높습니다."),
        ("메뉴얼을 봅니다.", "spelling", "매뉴얼을 봅니다."),
        ("역활을 나눕니다.", "spelling", "역할을 나눕니다."),
        ("제출하여 주십시요.", "spelling", "제출하여 주십시오."),
        ("할수 있습니다.", "spacing", "할 수 있습니다."),
        ("제출하는것이 좋습니다.", "spacing", "제출하는 것이 좋습니다."),
        ("제출하시기바랍니다.", "spacing", "제출하시기 바랍니다."),
        ("제출하여야한다.", "spacing", "제출하여야 한다."),
        ("총10명이 참석합니다.", "spacing", "총 10명이 참석합니다."),
        ("계획및 결과를 봅니다.", "spacing", "계획 및 결과를 봅니다."),
        ("기한내에 제출합니다.", "spacing", "기한 내에 제출합니다."),
        ("제 3조에 따릅니다.", "spacing", "제3조에 따릅니다."),
        ("제3조 에서 정합니다.", "spacing", "제3조에서 정합니다."),
        ("검토후 알립니다.", "spacing", "검토 후 알립니다."),
        ("금일은 쉽니다.", "term_difficult", "오늘은 쉽니다."),
        ("익일까지 제출합니다.", "term_difficult", "다음 날까지 제출합니다."),
        ("금년도에 시행합니다.", "term_difficult", None),
        ("규정에 의거 처리합니다.", "term_difficult", "규정에 따라 처리합니다."),
        ("규정에 의거하여 처리합니다.", "term_difficult", "규정에 따라 처리합니다."),
        ("예산을 집행함에 있어 주의합니다.", "term_translation", None),
        ("사업을 추진 중에 있습니다.", "term_translation", None),
        ("가이드라인을 따릅니다.", "term_foreign", None),
        ("학부형에게 알립니다.", "term_discriminatory", None),
        ("시말서를 냅니다.", "term_japanese", None),
    ],
)  # fmt: skip
def test_slips(text: str, message: str, fixed: str | None) -> None:
    if message == "term_difficult" and fixed is None:
        text = text.replace("금년도", "망실 물품")
    assert messages(text) == {message}, found(text)
    (one,) = lint(text)
    start, end = one.span
    assert one.fix is None if fixed is None else text[:start] + str(one.fix) + text[end:] == fixed


RIGHT = """가을에 마을을 돌아보고 노을을 보았습니다.
다리를 잇는 이을 사람과 나을 병, 집을 지을 땅을 찾았습니다.
국방부와 서울로 가는 길로 모였고, 연필로 써서 1층으로 올라갔습니다.
담당자와 관계자는 자료가 있는 문서과와 회의과에 물었습니다.
전문가와 위원이 평가를 하고, 국가와 추가 예산의 증가를 살폈습니다.
강남로와 세종로에서 만나 종로로서는 처음인 행사를 열었습니다.
구축함으로서는 가장 큰 배이고, 장비로서도 훌륭합니다.
교육계장과 장비로서의 값을 따졌습니다.
결재를 받아 대금을 결제하고 결재권자에게 보고합니다.
그렇게 하면 되고, 되면 알리며, 안내가 되는 대로 돼 있는지 봅니다.
하지 않고, 쓰지 않으며, 안 되는 일은 하지 않습니다.
폐지안을 작성하고 개정안을 검토한 다음 편지 안에 넣었습니다.
할 수 있는 것과 할 수 없는 것을 나누고, 참석한 분만 들어갔습니다.
출석률과 참여율, 비율과 확률, 달성률과 증가율을 적었습니다.
고등학교, 신호등, 가로등, 평등, 균등 배분을 확인했습니다.
이용 중인 시설, 회의 중에 나온 의견, 검토 후 처리, 기간 안에 제출합니다.
당일 오전에 모여 다음 날까지 제출하고, 오늘은 쉽니다.
금일봉을 받은 사람과 명일동 주민, 익산시장과 경주시장이 참석했습니다.
이번에 새로 정한 규칙을 통하여 부대 간 협력을 높이고 서로 돕습니다.
비용은 모두 국고로 내며, 물품은 창고로 옮깁니다.
보고서와 계획서를 함께 내고, 의견이 있으면 알려 주시기 바랍니다.
제12조에 따라 제3항과 제4호를 봅니다. 약 30명, 총 15대입니다.
PDF와 HWPX 파일을 USB에 담아 2층 회의실로 가져옵니다.
거리는 5km, 무게는 20kg이고, 인공지능(AI)을 씁니다.
홍길동, 임꺽정 등 10명이 1,000명 가운데 뽑혔습니다.
군함과 전함, 잠수함으로서 갖출 것을 갖추었습니다.
안전하기로 이름난 곳이라 불안하지 않고 편안합니다.
한 번만 보면 알 수 있는 대로, 아는 만큼 씁니다.
""".splitlines()


@pytest.mark.parametrize("text", RIGHT)
def test_right_sentences_are_left_alone(text: str) -> None:
    assert lint(text) == (), found(text)


def test_names_of_laws_and_quotations_are_left_alone() -> None:
    assert lint("「금일 익일에 의거한 법률」 제3조를 봅니다.") == ()
    assert lint("신문은 “금일 2026년 3월 3일”이라고 썼습니다.") == ()
    assert lint("hwang@example.com, https://www.example.com/2026-03-03/index.html") == ()


def test_amounts_are_no_days() -> None:
    assert lint("금113,560원(금일십일만삼천오백육십원)입니다.") == ()


def test_a_foreign_word_is_told_once() -> None:
    assert messages("workshop을 열고 workshop에서 정합니다.") == {"foreign_word"}
    assert len(lint("workshop을 열고 workshop에서 정합니다.")) == 1


def test_particles_of_another_word() -> None:
    assert particles.suited("오늘", "은") == "은"
    assert particles.suited("다음 회", "은") == "는"
    assert particles.suited("서울", "으로") == "로"
    assert particles.suited("곳", "로") == "으로"
    assert particles.suited("오늘", "하다") is None


# --- the data --------------------------------------------------------------------------------
def test_there_are_enough_terms_each_with_a_plainer_one() -> None:
    terms = lexicon.terms().terms
    assert len(terms) >= 250
    for word, term in terms.items():
        assert re.search("[가-힣]", term.plain), word
        assert word != term.plain
        assert not term.plain.startswith(word + " ")


def test_every_group_says_why() -> None:
    data = tomllib.loads((assets_dir() / "lexicon" / "terms.toml").read_text(encoding="utf-8"))
    assert all(group["reason"] and group["category"] for group in data["group"])


def test_no_plainer_word_is_itself_a_hard_one() -> None:
    terms = lexicon.terms().terms
    assert [word for word, term in terms.items() if term.fix and term.plain in terms] == []


def test_every_slip_changes_something() -> None:
    for slip in lexicon.slips():
        assert slip.words or slip.part is not None
        assert all(wrong != right for wrong, right in slip.words.items())


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_finding_has_words(language: str) -> None:
    told = Messages.load(language)
    keys: set[str] = set()
    for path in (program_dir() / "app" / "letters" / "rules").glob("*.py"):
        source = path.read_text(encoding="utf-8")
        keys |= set(re.findall(r'(?:error|warning)\(\s*"R\d+",\s*(?:f?"[^"]*"|\w+),\s*"([a-z_]+)"', source))
        keys |= set(re.findall(r'\(\s*"(press_[a-z]+)",\s*re', source))
    keys |= {f"term_{term.category}" for term in lexicon.terms().terms.values()}
    keys |= {f"term_{phrase.category}" for phrase in lexicon.terms().phrases}
    keys |= {slip.message for slip in lexicon.slips()}
    assert len(keys) > 90
    assert [key for key in sorted(keys) if told.say(f"lint_{key}") == ""] == []
