"""CSV and TSV: encodings, delimiters, quotes that never close, headers in every block."""

import pytest

from app.core.errors import FormatUnsupported
from app.ingest.blocks import TABLE
from app.ingest.read import read

TEXT = '이름,비고\n홍길동,"쉼표, 있음"\n김철수,"두 줄\n입니다"\n'
SHOWN = "이름 | 비고\n홍길동 | 쉼표, 있음\n김철수 | 두 줄 입니다"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le"])
def test_every_encoding(encoding: str) -> None:
    extract = read(TEXT.encode(encoding), "명단.csv")
    assert [(b.kind, b.text) for b in extract.blocks] == [(TABLE, SHOWN)]
    assert (extract.format, extract.warnings) == ("csv", ())


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_delimiters(delimiter: str) -> None:
    lines = [
        delimiter.join(row) for row in (["이름", "금액"], ["가, 나" if delimiter != "," else "가", "1"], ["다", "2"])
    ]
    text = read("\n".join(lines).encode(), "명단.csv").blocks[0].text
    assert text.split("\n")[0] == "이름 | 금액"
    assert text.split("\n")[2] == "다 | 2"


def test_a_long_table_has_its_header_in_every_block() -> None:
    rows = [f"사람{n},{n}" for n in range(500)]
    tables = read("\n".join(["이름,번호", *rows]).encode(), "명단.csv").blocks
    assert len(tables) > 3
    assert all(b.text.startswith("이름 | 번호\n") for b in tables)


def test_lines_above_the_table_and_empty_columns() -> None:
    text = "2026년 명단,,\n,,\n이름,,금액\n가,,1\n"
    assert [b.text for b in read(text.encode(), "명단.csv").blocks] == ["2026년 명단", "이름 | 금액\n가 | 1"]


def test_a_quote_that_never_closes_does_not_swallow_the_rest() -> None:
    text = '이름,크기\n관,"5 인치\n' + "".join(f"판{n},{n}\n" for n in range(300))
    shown = "\n".join(b.text for b in read(text.encode(), "자재.csv").blocks)
    assert "판299 | 299" in shown


def test_binary_is_no_table() -> None:
    with pytest.raises(FormatUnsupported):
        read(bytes(range(256)) * 20, "명단.csv")


def test_nothing_but_quotes_ends() -> None:
    assert read(b'"' * 300_000 + b"\nab,1\n", "a.csv").format == "csv"
