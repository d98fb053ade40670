"""A small corpus and a small language, kept in the lists that the program itself uses."""

from collections.abc import Mapping, Sequence

from app.search.query.lexicon import Lexicon, NoSynonyms, Synonyms
from app.search.query.names import Names
from app.search.vocabulary.dictionary import Entries, entries
from app.search.vocabulary.wordlist import Both, WordList, packed

CORPUS = {
    "휴가": 900, "휴가를": 400, "휴가의": 100, "신청": 2000, "신청서": 700, "신청서를": 200, "허가": 800, "국방부": 500,
    "국방부장관": 900, "기본법": 300, "정보공개": 600, "징계위원회": 400, "정비": 90, "정보": 1500, "물품": 800,
    "대장": 200,
    "물품관리": 300, "공개": 900, "개발": 700, "계약": 900, "계약을": 500, "업무": 900, "협약": 400, "help": 9,
    "jcs": 5,
    "환경": 600, "자연환경": 300, "평가": 900, "절차": 500, "불법시설": 20, "그": 5000, "및": 9000,
}  # fmt: skip
LANGUAGE = {
    "nouns": ["쪼가리", "뒷돈", "공짜", "감나무", "휴가", "신청", "언제", "학칙", "허가", "보리"],
    "stems": ["올리", "쪼개", "받", "하", "되", "돕", "모르", "돌리", "내", "보내"],
    "endings": ["는데", "나요", "면", "고", "어", "어야", "어서", "는", "ᆫ가요", "니", "려면", "라는데"],
}


def lexicon(
    titles: Mapping[str, str] | None = None,
    counts: Mapping[str, int] | None = None,
    thesaurus: Synonyms | None = None,
    language: Mapping[str, Sequence[str]] | None = None,
) -> Lexicon:
    """Of the corpus above unless told otherwise."""
    words = Both([WordList(packed(CORPUS if counts is None else counts))])
    dictionary = Entries(WordList(entries(language or LANGUAGE)))
    return Lexicon(words, dictionary, Names(titles or {}), thesaurus or NoSynonyms())
