from app.assist.pieces import Pieces


def fed(data: bytes, size: int, stops: tuple[str, ...] = ()) -> list[str]:
    pieces = Pieces(stops)
    given = [pieces.feed(data[i : i + size]) for i in range(0, len(data), size)]
    return [*given, pieces.end()]


def test_a_syllable_cut_in_three_is_shown_once_it_is_whole() -> None:
    assert fed("가나".encode(), 1) == ["", "", "가", "", "", "나", ""]


def test_a_syllable_that_never_ends_is_replaced_not_lost_silently() -> None:
    assert "".join(fed("가".encode()[:2], 1)) == "�"


def test_a_stop_string_is_never_shown_however_it_is_cut() -> None:
    for size in (1, 2, 5, 40):
        assert "".join(fed("답이다.\n[질문] 다음".encode(), size, ("\n[질문]",))) == "답이다."


def test_what_only_begins_like_a_stop_string_is_shown_in_the_end() -> None:
    assert "".join(fed("답 [1]\n[".encode(), 1, ("\n[질문]",))) == "답 [1]\n["


def test_after_a_stop_string_nothing_comes() -> None:
    pieces = Pieces(("끝",))
    assert pieces.feed("답끝".encode()) == "답"
    assert pieces.stopped
    assert pieces.feed("더".encode()) == "" and pieces.end() == ""
