"""The legal basis of a draft with real children: what goes on from a question, and what no rule that is held says."""

from pathlib import Path

from tests.e2e.conftest import run


def drafted(home: Path, folder: Path, *lines: str) -> dict[str, object]:
    path = folder / "메모.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    done = run("--home", home, "--json", "draft", "업무협조전", path, "--writing", "never")
    assert done.status == 0, done.err
    return dict(done.result)


def test_the_next_clause_of_the_same_article_answers_what_goes_on(indexed: Path, tmp_path: Path) -> None:
    result = drafted(
        indexed,
        tmp_path,
        "노트북 빌려 간 직원 있음",
        "물품 대여 기간이 최대 며칠인지 물품 관리 지침에서 확인해서 안내",
        "모자라면 기간을 늘릴 수 있는지도 규정 확인",
    )
    assert "제6조제1항" in str(result["draft"]) and "14일을 넘을 수 없다" in str(result["draft"])
    assert "7일의 범위에서 늘릴 수 있다" in str(result["draft"])


def test_a_law_that_is_named_and_not_held_is_left_open(indexed: Path, tmp_path: Path) -> None:
    result = drafted(
        indexed, tmp_path, "노트북 빌려 간 직원 있음", "물품 대여 기간이 최대 며칠인지 가나다대여법에서 확인해서 안내"
    )
    assert "14일" not in str(result["draft"]) and "[확인 필요" in str(result["draft"])
