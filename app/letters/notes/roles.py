"""What a piece of notes is for, told by its words alone."""

import re

from app.core.drafts import NoteRole
from app.letters.notes import kinds

_VERB_NOT = (
    r"(?:쓰|적|넣|밝히|언급하|거론하|단정하|단정\s?짓|판단하|평가하|추측하|예단하|약속하|확답하|알리|드러내"
    r"|노출하|표기하|기재하|포함하|포함시키|말하"
    r"|공개하|보이|티\s?내)지\s?(?:는\s?)?"
)
_NOT = rf"{_VERB_NOT}(?:말|않도록|않기|않는\s?게|않았으면|마세요|마라|마$)"
_WITHHELD = re.compile(
    r"(?:쓰|넣|언급하|밝히|기재하|표기하)지\s?않(?:음|을\s?것)|적지\s?않을\s?것"
    r"|(?:쓰|적으|넣으|밝히|알리|언급하|드러내|보이|새어\s?나가|알)면\s?(?:절대\s?)?(?:안|곤란)"
    r"|(?<=[가-힣])\s모르게(?:\s|$)"
    r"|(?:은|는)\s?(?:빼|제외하|생략하)고\s?(?:쓰|작성|적|정리|보고|안내)\S*$|"
    rf"(?<![가-힣]){_NOT}(?!\s?아\s?(?:달라|주))"
    r"|(?:^|\s)(?:빼\s?줘|빼기|뺄\s?것|빼자|빼주세요|빼야|빼라|빼는)(?=\s|$)|(?:은|는|을|를|도|건|얘기|내용|이름"
    r"|부분)\s?빼고\s*$|^빼고$"
    r"|(?:은|는|을|를|도)\s?(?:제외|삭제|생략)할\s?것$|내부\s?참고|내부\s?(?:검토|공유|용)\s?(?:용|만|으로만)"
    r"|우리(?:만|끼리)|대외비(?:임|이니|라|$)"
    r"|속마음|속내|(?<![가-힣])본심(?!사|의)|비공개(?:로)?(?:\s?(?:할\s?것|하기|해야\s?함|처리할\s?것|임|사항임?))?$"
    r"|밖(?:에는|으로는|으로|에)\s?(?:말|알리|나가|쓰|안|공개|내보)|(?:언급|기재|표기|노출|외부\s?공개|유출"
    r"|외부\s?유출|누설)\s?(?:하면\s?안|금지|안\s?되|되면\s?안)"
    r"|외부(?:에는|에|로는|로)\s?(?:알리지|말하지|나가|안\s|쓰지|공개하지|공개\s?금지)|참고만|혼자\s?(?:알|참고)"
    r"|(?<![가-힣])나만\s|(?<![가-힣])나\s?혼자"
    r"|개인\s?(?:의견|생각)(?:임|$|\()|드러나지\s?않|티\s?(?:안|나지)|(?:문서|본문|공문|보고서)에(?:는"
    r"|선)?\s?(?:안|빼|쓰지|넣지)|안\s?(?:쓰|적"
    r"|넣)(?:기|는\s?걸로|을\s?것|을래|도록)$"
)
_WITHHELD_LABEL = re.compile(
    r"내부\s?(?:참고|검토)|속마음|속내|본심|쓰지\s?말|대외비|참고만|혼잣말|개인\s?(?:의견|생각)|내\s?생각"
    r"|뒷이야기|뒷얘기|우리끼리|숨길"
)
_ASKED_NOT = re.compile(r"(?:공개|제공|사용)하지\s?말아\s?(?:달라|주)|촬영|흡연|주차|출입|반출")
_BARE_WITHHELD = re.compile(
    rf"(?:(?:이|그|위|윗|앞|이런|저)\s?(?:건|것은?|거|부분은?|내용은?|수치는?|숫자는?|자료는?|사실은?|표현은?"
    rf"|문장은?|말은?|얘기는?|이야기는?|줄은?|사항은?"
    rf"|점은?)?\s?(?:은|는|을|를)?\s?)?"
    rf"(?:절대|꼭|문서에는?|본문에는?|밖에는?|외부에는?|공문에는?|보고서에는?|여기에는?)?\s?(?:{_NOT}.{{0,5}}"
    rf"|빼(?:고|기|자|줘|주세요)|뺄\s?것|내부\s?참고(?:용"
    rf"|만)?(?:임|으로)?|참고만|비공개|대외비)\.?"
)

_LAW = r"(?:(?<![가-힣])법|규정|법규|법령|법률|조문|조항|근거|훈령|예규|지침|시행령|시행규칙|[가-힣]{1,12}(?<!방)법)"
_FIND = r"(?:찾|확인|알아|살펴|검색|조회|뒤져|보고)"
_DOUBTED_ARTICLE = re.compile(
    r"(?:제\s?)?\d+\s?조(?:의\s?\d+)?(?:\s?(?:제\s?)?\d+\s?항)?\s?(?:였|이었|던|인가|인지|인\s?(?:듯|것\s?같"
    r"|걸로|줄)|로\s?알고|같|쯤|정도"
    r"|맞|\?|일\s?거|로\s?기억|라고\s?(?:들|기억)|라던|였나)"
)
_QUESTION = re.compile(
    r"며칠|몇\s?(?:일|명|개|회|번|년|개월|달|주|시간|가지|퍼센트|%|부|장|조|배)|얼마|누구|누가|무슨|무엇|뭘|뭐"
    r"|어떤|어떻게|어디|언제|왜"
)
_WHETHER = re.compile(
    r"(?:는지|은지|ㄴ지|인지|한지|된지|을지|할지|될지|나요|건지|가능한지|되나|하나\?|던가|는가|있나|맞나|인가)"
)
_LOOKUP = re.compile(
    rf"{_LAW}\s?(?:도|을|를|에서|에|은|는|상|집|부터)?\s?(?:좀\s?|다시\s?|꼭\s?|먼저\s?|함께\s?|같이\s?)?{_FIND}"
    rf"|(?:찾아|확인해|알아봐|알아보고|조사해)(?:서|다가)?\s?(?:넣|적|쓰|반영|안내|기재|인용|달|붙|답)"
    rf"|(?:관련|근거)\s?(?:규정|법령|조문|법|조항)?(?:을|를|도|은|는)?\s?(?:넣|찾|달아|붙이|인용|밝히|적어|표시|명시)"
    rf"|{_LAW}(?:에서|에\s?있는|에\s?나온|에\s?나오는)\s?(?:\S+\s?){{0,4}}(?:대로|넣|찾|확인|뽑)|{_LAW}(?:에서"
    rf"|대로|에\s?맞게|에\s?따라"
    rf"|에\s?맞춰)\.?$"
    rf"|{_LAW}(?:대로|에\s?맞게|에\s?맞춰|에\s?따라)\s?(?:쓰|적|작성|안내|넣|정리|표시|하면\s?됨|처리$)"
    rf"|다던데|라던데|다던가|다는데\s?(?:맞|확인|사실)|(?:다고|라고)\s?(?:들었|하던데)|가능한가|되는\s?건가"
    rf"|해도\s?되(?:나|는지)|{_LAW}에\s?(?:뭐라|어떻게|있나"
    rf"|나오나|있을)"
    r"|(?:신청|처리|심의|심사|승인|보고|허가|지급|청구|인계|반납|폐기)\s?(?:절차|방법|기준|요건|기한)(?:을|를|도)?\s?확인(?:할\s?것)?$"
    r"|\s찾(?:기|을\s?것|아보기|아볼\s?것)$"
    rf"|{_LAW}(?:을|를|도)?\s?(?:적기|넣기|쓰기|기재|명시)(?:할\s?것)?$"
    rf"|{_LAW}(?:은|이|는)?\s?(?:뭐|무엇|어디|몇\s?조)"
)
_PERIOD_ASKED = re.compile(
    r"(?:며칠|몇\s?(?:일|달|개월|년|시간|주)|언제)\s?(?:\S+\s)?(?:전|안|내|이내|뒤|후)?(?:까지|에|부터)?\s(?:\S+\s)?\S*?"
    r"(?:해야|하여야|어야|아야|려야|내야|줘야)\s?(?:하는\s?건지|하는지|되는지|하나|되나)"
)
"""`며칠 전까지 알려야 하는지` asks for a period, whoever is told."""
_BARE_QUESTION = re.compile(r"(?:(?:하|되|있|없|맞|오|가|받|나|내|주|드)는|가능한|필요한|인)\s?(?:건)?지(?:도)?\.?$")
"""`재사용해도 되는지` with no order behind it. What has happened (`받았는지`) no regulation tells."""
_REPLY = re.compile(
    r"(?:회신|알려|통보|보고(?!서)|답변|제출|연락|문의|물어|여쭤|조사해\s?(?:달|주|보내))(?!\S*는지|\S*(?:되나|하나))"
)

_UNDECIDED = re.compile(
    r"미정|미확정|정해지지\s?않|(?:아직|미처)\s?(?:안|못|정|확정|모|결정|협의|미|없|섭외|배정)|못\s?정"
    r"|안\s?정(?:함|했|해|하)|결정\s?(?:안|못)|확정\s?(?:안|못|전)"
    r"|추후(?!에도)|나중에\s?(?:정|결|확|알|통|공|붙|첨부|별첨)|나중에$"
    r"|안\s?(?:적혀|쓰여|나와)\s?있|(?:적혀|쓰여|나와)\s?있지\s?않|TBD|tbd|(?:은|는|이|가)\s?(?:아직\s?)?(?:모름|모르겠|몰라)"
    r"|섭외\s?중|(?:날짜|일시|시간|장소|인원|일정|금액|연락처|담당자|업체|차량|예산)\S{0,2}\s(?:아직\s?)?"
    r"(?:확인|조율|협의|검토)\s?중"
    r"|(?:은|는)\s?아직$|빈칸으로|비워\s?(?:둘|두|놓)"
)
_TOLD_LATER = re.compile(
    r"(?:결과|세부|상세|자세|합격|선정)[가-힣 ]{0,12}추후|추후\s?(?:별도\s?)?(?:안내|통보|공지|통지)\s?(?:예정"
    r"|하겠|드리|함)"
)

_STYLE = re.compile(
    r"A4\s?(?:로\s)?(?:한|1|두|2)\s?(?:장|쪽)|두괄식|결론\s?(?:부터|먼저)\s?(?:쓰|적|작성|나오)"
    r"|항목별로\s?(?:정리|작성|쓰|적)|간결하게"
    r"|쉬운\s?말로|인사말(?:은|을)?\s?(?:생략|빼|넣)|"
    r"^(?:정리|작성|안내|보고)$|^(?:확인|쓸|적을|작성할|정리할)\s?것$|(?<=[가-힣])만\s?(?:안내|작성|적기|쓰기"
    r"|정리|쓸\s?것|적을\s?것)$"
    r"|(?:계산|역산|합산)(?:해서|하여|해|할)?\s?(?:넣\S*|적\S*|쓰\S*|표시\S*|기재\S*|것|주\S*|줘|하기)?\.?$|"
    r"(?:한|두|1|2)\s?(?:장|쪽|페이지|매)\s?(?:으로|로|이내|안에|짜리|분량|정도로|내로)|(?:짧게|간단히|간단하게"
    r"|간략히|간략하게|길지\s?않게|자세히|자세하게)"
    r"(?:\s?(?:쓰|적|작성|할|써|정리|부탁|요약)|$)|개조식으로|(?:공손|정중|부드럽|딱딱하지\s?않|쉽"
    r"|알기\s?쉽)게?\s?(?:쓰|적|써|작성|말|표현|풀어|$)|존댓말|경어체|높임말"
    r"|표(?:로|\s?형식으로)\s?(?:정리|만들|작성|넣|해|$)|글머리|[O○〇o0]{2,3}(?:으)?로\s?(?:표시|표기|처리|가림"
    r"|익명|써|쓸)|(?:이름|성명|실명|성함)(?:은"
    r"|는)?\s?(?:가리|익명|OO)"
)

_ADDRESSEE = re.compile(
    r"→|⇒|➔|->|=>|^(?:\S+에서\s)?(?:각|전|모든|예하|관내|소속)\s\S+(?:에|에게)$|^수신\s+\S|^(?:\S+에서\s)?(?:전\s|각\s)?\S+(?:에게|께|앞)$|^[가-힣]{1,12}(?:과|실|팀|국|부|소"
    r"|단|처|청|원)에(?:게)?\s(?:업무\s?)?(?:협조|지원)?\s?(?:요청|부탁|의뢰)(?:함|드림|하기)?$|^(?:각|전|모든"
    r"|관내|예하|전국|소속)\s?\S.{0,25}(?:에|에게|께|로|으로)\s?(?:보냄|보낼|보내기"
    r"|보내|발송|송부|통보|배포|시행|알림)"
    r"|(?:에|에게|께|앞으로|한테)\s?(?:보냄|보낼\s?것|보내기|보내는\s?(?:공문|문서|것|거)|발송|송부|시행함?|발신"
    r"|전파)\s?(?:예정|함|할\s?것|할\s?예정)?\.?$"
    r"|^수신자\s?참조$|\S+\s(?:여러\s?(?:곳|군데)|전체|일동)$"
    r"|^(?:각|전|모든|예하|관내)\s?(?:과|부서|실|국|팀|부대|기관|부|처|동|학교|업체"
    r"|사업체)\s?(?:\(?수신자\s?참조\)?)?$"
)
_DONE_THEN = re.compile(r"(?:→|⇒|➔|->|=>)\s*[^→⇒➔>]*(?:[함음됨]|완료|예정|필요|조치|중)\.?$")
"""`누락 2건 -> 보완함` names nobody."""
_SENT_ON = re.compile(
    r"([가-힣A-Za-z0-9○〇()·ㆍ]{2,20}?(?:\s[가-힣]{1,12}?)?)(?:으로|로|에|에게)\s?"
    r"(?:보냄|넘김|넘길\s?것|보낼\s?것|이송함?|이첩함?|송부함?|발송함?|회송함?)(?:\s?예정)?\.?"
)
"""`○○시청으로 넘김`."""
_ADDRESSEE_LABEL = re.compile(
    r"수신(?:자|처|인|부서|기관)?|받는\s?(?:곳|사람|이|부서|기관|분)|보낼\s?(?:곳|데|사람)|보내는\s?(?:데|대상)"
    r"|발송처|수신\s?참조|수신자\s?참조|to",
    re.IGNORECASE,
)
_ATTACHMENT_LABEL = re.compile(
    r"붙임(?:\s?(?:\d|물|자료|파일|서류|문서))?|첨부(?:\s?(?:물|자료|파일|서류|문서))?|별첨(?:\s?\d)?|덧붙임"
    r"|같이\s?(?:보낼|붙일)\s?것"
)
_ATTACHMENT = re.compile(
    r"(?:을|를)?\s?(?:붙임|첨부|별첨)(?:함|하기|할\s?것|해서\s?보냄|하여\s?보냄|예정|하겠음|해야\s?함|합니다"
    r"|하고|해\s?주세요|해줘)?\.?$|(?:을"
    r"|를)\s?(?:붙인다|붙일\s?것|붙여\s?보냄|붙이기|붙임)$|^(?:붙임|첨부|별첨)(?:은|는|으로)?\s"
)
_REQUEST_LABEL = re.compile(
    r"건의(?:\s?사항)?|요청(?:\s?(?:사항|내용|할\s?것))?|협조(?:\s?(?:사항|내용|요청|요청\s?사항))?"
    r"|부탁(?:\s?(?:사항|할\s?것|말씀))?"
    r"|제안(?:\s?사항)?|요망(?:\s?사항)?|지시(?:\s?사항)?"
    r"|결정(?:\s?(?:사항|내용))?|의결(?:\s?사항)?|조치\s?(?:요청|필요)(?:\s?사항)?|당부(?:\s?사항)?|원하는\s?것"
    r"|바라는\s?(?:것|점)|해\s?줄\s?(?:것"
    r"|일)|해야\s?할\s?(?:것|일)|협의\s?결과|결론"
)
_REQUEST = re.compile(
    r"(?:바람|바랍니다|바란다|요망|부탁(?:함|드림|드립니다|해)?|당부(?:함|드림)?|해\s?(?:달라|줄\s?것|주기"
    r"|주세요|주십시오|줘|줬으면|주시기|주시길|주길|주면\s?좋겠)\S*"
    r"|(?:달라고|달라|하자고)(?:\s?(?:함|해야\s?함|하기|요청\S*|할\s?것|하려고\s?함))?"
    r"|요청(?:함|드림|드립니다|하기|하려고\s?함|하고자\s?함|할\s?것|해야\s?함|하는\s?공문)?|건의(?:함|드림"
    r"|합니다)?|협조\s?(?:필요|구함|구해야\s?함|요청\S*"
    r"|부탁\S*|해\S*)|(?:제출|회신|통보|보고|참석|협조|지원|안내|준수|이행|작성|신청|입력|반납|점검|정비|배치"
    r"|공유)할\s?것"
    r"|까지\s?(?:내|보내|회신|제출|알려|답)\S*(?:\s?(?:달라|줄|주|할)\S*)?(?:\s?(?:함|요망|바람))?|(?:받아야"
    r"|있어야|보내야|알려야|내야|협조해야|제출해야"
    r"|와야)\s?(?:함|합니다|됨|한다)|(?:명단|자료|의견|협조|지원|승인|허가|답변|회신|서류)(?:이|가"
    r"|도)?\s?필요(?:함|합니다)?"
    r"|했으면\s?(?:함|좋겠\S*)|(?:승인|결재|허락|허가)(?:을|를)?\s?(?:받고자\s?함|받으려고?\s?함|요청\S*))[.!]?$"
)


def role(text: str, label: str = "") -> NoteRole:
    """Of one piece, by itself: `label` is what stands before its colon."""
    for is_it, kind in (
        (withheld, NoteRole.WITHHELD),
        (_undecided, NoteRole.UNDECIDED),
        (_addressee, NoteRole.ADDRESSEE),
        (_attachment, NoteRole.ATTACHMENT),
        (_lookup, NoteRole.LOOKUP),
        (_style, NoteRole.STYLE),
        (_request, NoteRole.REQUEST),
    ):
        if is_it(text, label):
            return kind
    return NoteRole.LABELLED if label else NoteRole.FACT


def withheld(text: str, label: str = "") -> bool:
    if _WITHHELD_LABEL.search(label):
        return True
    if re.search(r"공개", label):
        return False  # 공개구분: 비공개 is a field
    return _WITHHELD.search(text) is not None and not (_ASKED_NOT.search(text) and not bare_withheld(text))


def bare_withheld(text: str) -> bool:
    """`쓰지 말 것` with no thing of its own: it means what stands before it."""
    return _BARE_WITHHELD.fullmatch(text.strip()) is not None


def doubted_article(text: str) -> re.Match[str] | None:
    """A guessed number of an article: `25조였던 듯`."""
    return _DOUBTED_ARTICLE.search(text)


def _undecided(text: str, label: str) -> bool:
    if _TOLD_LATER.search(f"{label} {text}") and "미정" not in text:
        return False
    return _UNDECIDED.search(text) is not None


def _addressee(text: str, label: str) -> bool:
    if not label and (sent := _SENT_ON.fullmatch(text)) and kinds.is_unit(sent[1]):
        return True
    if not label and _DONE_THEN.search(text):
        return False
    return bool(_ADDRESSEE_LABEL.fullmatch(label.strip()) or (not label and _ADDRESSEE.search(text)))


def _attachment(text: str, label: str) -> bool:
    return bool(_ATTACHMENT_LABEL.fullmatch(label.strip()) or (not label and _ATTACHMENT.search(text)))


def _lookup(text: str, label: str) -> bool:
    if doubted_article(f"{label}: {text}"):
        return True
    if _LOOKUP.search(text) or (
        re.search(rf"{_LAW}|찾을\s?것|확인할\s?것|알아볼\s?것", label) and _LOOKUP.search(f"{text}")
    ):
        return True
    if _PERIOD_ASKED.search(text):
        return True
    asks = _QUESTION.search(text) and (_WHETHER.search(text) or text.rstrip().endswith("?"))
    if asks or (_WHETHER.search(text) and re.search(r"확인|찾|안내|넣|검토|알아", text)) or text.rstrip().endswith("?"):
        return not (_REPLY.search(text) and not re.search(_LAW, text))
    if not label and _BARE_QUESTION.search(text):
        return True
    return re.search(rf"(?:근거|관련)\s?{_LAW}", label) is not None and re.search(r"찾|확인|\?", text) is not None


def _style(text: str, label: str) -> bool:
    return _STYLE.search(text) is not None and (
        not label or "표시" in text or "표기" in text or label in ("분량", "형식", "문체")
    )


def _request(text: str, label: str) -> bool:
    return bool(_REQUEST_LABEL.fullmatch(label.strip()) or (not label and _REQUEST.search(text)))
