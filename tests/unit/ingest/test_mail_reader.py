"""Letters: header words in Korean charsets, plain text before HTML, attachments as members, letters in letters."""

import base64
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from app.core.errors import FileDamaged, FileMissing
from app.ingest.read import member, read
from app.ingest.sniff import sniff


def letter(subject: str = "휴가 안내", body: str = "제1조 본문입니다.") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "홍길동 <hong@example.kr>"
    made["To"] = "총무과 <a@example.kr>"
    made["Date"] = "Fri, 13 Feb 2026 13:20:00 +0900"
    made["Subject"] = subject
    made["Message-ID"] = "<1@example.kr>"
    made.set_content(body)
    return made


def word(data: bytes, charset: str = "ks_c_5601-1987") -> str:
    return f"=?{charset}?B?{base64.b64encode(data).decode()}?="


def test_who_when_what_and_the_text() -> None:
    made = letter()
    made.add_alternative("<html><p>꾸민 글</p></html>", subtype="html")
    extract = read(made.as_bytes(), "안내.eml")
    assert [b.text for b in extract.blocks] == [
        "휴가 안내",
        "보낸 사람: 홍길동 <hong@example.kr>",
        "받는 사람: 총무과 <a@example.kr>",
        "보낸 때: 2026. 2. 13.(금) 13:20",
        "제1조 본문입니다.",
    ]
    assert (extract.format, extract.fields, extract.warnings) == ("eml", {"title": "휴가 안내"}, ())


def test_html_where_the_plain_text_is_empty() -> None:
    made = letter(body="\n")
    made.add_alternative("<html><body><h2>제목</h2><script>x</script><p>꾸민 글</p></body></html>", subtype="html")
    assert [b.text for b in read(made.as_bytes(), "a.eml").blocks][4:] == ["제목", "꾸민 글"]


def test_old_korean_letters() -> None:
    """A word cut in the middle of a character, EUC-KR that is really CP949 (뷁 is not in EUC-KR), bare bytes."""
    subject = "뷁 회의 안내".encode("cp949")
    head = f"Subject: {word(subject[:4])}\r\n {word(subject[4:])}\r\nMIME-Version: 1.0\r\nFrom: ".encode()
    head += "김철수".encode("cp949") + b" <k@example.kr>\r\n"
    part = b"Content-Type: text/plain; charset=ks_c_5601-1987\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    extract = read(head + part + "뷁 본문".encode("cp949"), "옛글.eml")
    assert [b.text for b in extract.blocks] == ["뷁 회의 안내", "보낸 사람: 김철수 <k@example.kr>", "뷁 본문"]


@pytest.mark.parametrize(
    "disposition",
    [
        "attachment; filename*=euc-kr''%BA%B8%B0%ED.txt",
        'attachment; filename="' + word("보고.txt".encode("cp949")) + '"',
        'attachment; filename="' + word("보고.txt".encode(), "utf-8") + '"',
        'attachment; filename="' + "보고.txt".encode("cp949").decode("ascii", "surrogateescape") + '"',
    ],
)
def test_names_of_attachments(disposition: str) -> None:
    made = MIMEMultipart()
    made["Subject"] = "x"
    made["Message-ID"] = "<2@example.kr>"
    part = MIMEText("덧붙임 글", "plain", "utf-8")
    part["Content-Disposition"] = disposition
    made.attach(part)
    data = made.as_bytes()
    assert [m.name for m in read(data, "a.eml").members] == ["보고.txt"]
    assert member(data, "a.eml", (0,)) == ("덧붙임 글".encode(), "보고.txt")


def test_attachments_are_members_and_a_letter_in_a_letter_is_one() -> None:
    made = letter()
    made.add_attachment(b"a,b\n1,2\n", maintype="text", subtype="csv", filename="표/../표.csv")
    made.add_attachment(letter("속 편지", "속 글"))
    data = made.as_bytes()
    extract = read(data, "a.eml")
    assert [m.name for m in extract.members] == ["표_.._표.csv", "속 편지.eml"]
    assert extract.members[0].size == 8
    assert extract.blocks[4].text == "첨부: 표_.._표.csv, 속 편지.eml"
    inner, name = member(data, "a.eml", (1,))
    assert [b.text for b in read(inner, name).blocks][-1] == "속 글"
    with pytest.raises(FileMissing):
        member(data, "a.eml", (2,))


def test_parts_that_never_end_and_odd_charsets_are_read() -> None:
    data = (
        b"Message-ID: <3@x>\nMIME-Version: 1.0\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\nContent-Type: text/plain; charset=no-such\n\n" + "본문".encode("cp949") + b"\n--b\n"
        b"Content-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n"
        b"Content-Transfer-Encoding: base64\n\nJVBERi0x!!"
    )
    extract = read(data, "a.eml")
    assert extract.blocks[1].text == "첨부: a.pdf"
    assert extract.blocks[2].text == "본문"


def test_letters_in_letters_without_end_are_damaged() -> None:
    data = b"".join(b"Message-ID: <4@x>\nSubject: s\nContent-Type: message/rfc822\n\n" for _ in range(3000)) + b"x"
    with pytest.raises(FileDamaged):
        read(data, "a.eml")


def test_text_that_only_begins_like_a_letter_is_text() -> None:
    assert sniff("제목: 가\nFrom: x\nTo: y\n".encode(), "a.txt") == "text"
    assert sniff(b"From: x\nMessage-ID: <1@x>\n\nbody", "a") == "eml"


def test_a_header_word_that_is_no_base64_stands_as_written() -> None:
    data = b"Message-ID: <5@x>\nSubject: =?utf-8?b?7JWI6?=\n\nbody"
    assert read(data, "a.eml").blocks[0].text == "=?utf-8?b?7JWI6?="
