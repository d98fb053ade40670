"""Closed classes of Korean words that a question is told by: what one asks about anything, acts of an office, ranks."""

ASPECTS = frozenset(
    """
    예외 단서 기한 기간 시한 마감 벌칙 처벌 제재 벌금 과태료 불이익 이유 사유 근거 요건 조건 자격 대상 범위 금액
    비용 요금 한도 상한 하한 액수 절차 방법 순서 서류 서식 양식 신청서 증빙 증빙서류 구비서류 제출서류 진단서
    담당 담당자 담당부서 부서 승인권자 결재권자 책임자 기준 횟수 시기 시점 시간 날짜 장소 효력 효과 결과 의무
    책임 권한 종류 정의 뜻 의미 목적 내용 차이 주의사항 주의할 유의사항 특례 주체 기관 주기 인원 비율 정도 최대
    최소 관련 규정 조항 조문 지침 훈령 예규 고시 법적 법령
    """.split()  # noqa: SIM905 - a list of words is read as one
)
"""What one asks about anything. They go on from what was said, and one takes the place of another."""

ACTS = frozenset(
    """
    신청 취소 승인 허가 변경 연장 단축 반납 반환 제출 보고 통보 통지 접수 등록 해지 철회 이의 이의신청 재심사
    재심 소청 심의 심사 의결 선정 지정 위촉 해촉 임명 해임 면직 휴직 복직 지급 환수 정산 청구 열람 공개 폐기
    보관 보존 이관 대여 반출 반입 검수 점검 갱신 면제 감면 납부 정지 중지 재개 위반 분할 대리 위임 위탁
    결정 신고 발급 재발급 교부 선임 임용 처분 집행 확인 처리 배정 이송 송부 공고 조회 검토 조사 연기 유예 분납
    """.split()  # noqa: SIM905 - a list of words is read as one
)
"""What is done in an office; one of them takes the place of another."""

ROLES = frozenset(
    """
    이병 일병 상병 병장 하사 중사 상사 원사 준위 소위 중위 대위 소령 중령 대령 준장 소장 중장 대장 병 병사
    부사관 준사관 장교 군무원 장병 간부 군인 공무원 직원 과장 국장 실장 팀장 부장 부서장 단장 위원 위원장 임기제
    계약직 공무직 기간제 비정규직 정규직 시간제 무기계약직 배우자 자녀 부모 조부모 형제 남자 여자 남성 여성
    외국인 내국인 미성년자 본인 가족 학생 사람 예비군 사회복무요원
    """.split()  # noqa: SIM905 - a list of words is read as one
)
"""Ranks (군인사법 제3조) and who else rules tell apart."""

FILLER = frozenset(
    """
    무슨 뭘 왜 어떻게 어떤 어느 좀 꼭 더 다시 자세히 간단히 구체적으로 정확히 혹시 만약 그냥 따로 별도로 별도 모두
    전부 다 안 못 또 바로 미리 수 것 거 때 경우 대해 대해서 대한 관한 관해 관련 관련된 관련해서 있는 없는 하는 되는
    가능 필요 설명 보여 말해 알려 요약 정리 나머지 다음 이상 이하 이내 미만 초과 가장 제일 언제 누구 누가 무엇
    어디 며칠 얼마 얼마나 그대로 계속 이미 아직 항상 반드시 별로 제때 늦게 여러 표로 같은 다른 최대한 우선 먼저
    방금 아까 앞서 위에서 앞에서 한번 한번에 한꺼번에 나눠서 작년 올해 내년 전체
    """.split()  # noqa: SIM905 - a list of words is read as one
)
"""Words that name nothing."""

BRIEF = frozenset("총 차 집 술 책 옷 밥 방 땅 약 칼 빚 개 절 불 물 몸 눈 귀 빵 산 섬 길 벽 창 문 짐".split())  # noqa: SIM905
"""Nouns of one letter that may be a subject of their own."""

NO_ACT = frozenset("가능 필요 그렇 어떻 어떡 이렇 해당 대해 가야 말해 이야 어찌".split())  # noqa: SIM905
"""What stands before 하다 and is no noun that could be looked for."""
