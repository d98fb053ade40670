"""How a rule says what it found, and the places of the law that it says it of.

영: 행정업무의 운영 및 혁신에 관한 규정. 규칙: its 시행규칙. 훈령: 국방 행정업무의 효율적 운영에 관한 훈령.
편람: the manual, which no statute makes binding; what it alone says is a warning.
"""

from app.core.findings import Finding, Severity
from app.core.types import Span

MANUAL = "편람"
SPELLING = "한글 맞춤법"
DATES = "영 제7조제5항"
LANGUAGE = "영 제7조제1항"
PLAIN = "영 제7조제2항"
ITEMS = "규칙 제2조제1항"
AMOUNTS = "규칙 제2조제2항"
PARTS = "규칙 제4조제1항"
RECIPIENTS = "규칙 제4조제2항"
BODY = "규칙 제4조제3항"
ATTACHMENTS = "규칙 제4조제4항"
END = "규칙 제4조제5항"
FOOT = "규칙 제4조제6항"


def error(rule: str, article: str, message: str, span: Span, fix: str | None = None, /, **params: str) -> Finding:
    """Against a statute."""
    return Finding(rule, Severity.ERROR, article, message, span, fix, params)


def warning(rule: str, article: str, message: str, span: Span, fix: str | None = None, /, **params: str) -> Finding:
    """Against the manual or good usage."""
    return Finding(rule, Severity.WARNING, article, message, span, fix, params)
