"""The readings of Chinese characters in Korean: a word made of nothing else may be one that no dictionary has.

A slip of the fingers mostly makes a syllable that is no reading (갱싱, 신쳥); a word that the corpus and the dictionary
lack, as short words of a trade are (군목, 즉심, 위판장), is made of readings. The class is closed: 한자음 of KS X 1001.
"""

from app.search.query.jamo import is_syllable

READINGS = frozenset(
    "가각간갈감갑강개객갱갹거건걸검겁게격견결겸경계고곡곤골공과곽관괄광괘괴굉교구국군굴궁권궐궤귀규균귤극근글금급긍기긴길김끽"
    "나낙난날남납낭내녀녁년념녕노녹논농뇌뇨누눈눌뉴능니닉다단달담답당대댁덕도독돈돌동두둔득등라락란랄람랍랑래랭략량려력련렬렴렵령"
    "례로록론롱뢰료룡루류륙륜률륭륵름릉리린림립마막만말망매맥맹멱면멸명몌모목몰몽묘무묵문물미민밀박반발방배백번벌범법벽변별병보복"
    "본봉부북분불붕비빈빙사삭산살삼삽상새색생서석선설섬섭성세소속손솔송쇄쇠수숙순술숭슬습승시식신실심십쌍씨아악안알암압앙애액앵야"
    "약양어억언얼엄업에여역연열염엽영예오옥온올옹와완왈왕왜외요욕용우욱운울웅원월위유육윤율융은을음읍응의이익인일임입잉자작잔잠잡"
    "장재쟁저적전절점접정제조족존졸종좌죄주죽준줄중즉즐즙증지직진질짐집징차착찬찰참창채책처척천철첨첩청체초촉촌총촬최추축춘출충췌"
    "취측층치칙친칠침칩칭쾌타탁탄탈탐탑탕태택탱터토통퇴투특틈파판팔패팽퍅편폄평폐포폭표품풍피필핍하학한할함합항해핵행향허헌헐험혁"
    "현혈혐협형혜호혹혼홀홍화확환활황회획횡효후훈훙훤훼휘휴휼흉흑흔흘흠흡흥희히힐"
)
_SHORT = 3


def may_be_read(word: str) -> bool:
    """Whether a short word is made of readings alone. A long one that is has more letters to go by."""
    return len(word) <= _SHORT and all(is_syllable(letter) and letter in READINGS for letter in word)
