"""Frames survive a pipe; anything cut, oversized or not JSON is refused."""

import io
import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.worker.frames import MAX_BODY, MAX_HEADER, Frame, FrameError, read_frame, write_frame

_JSON = st.dictionaries(st.text(max_size=8), st.one_of(st.integers(), st.text(max_size=20), st.none(), st.booleans()))


@given(header=_JSON, body=st.binary(max_size=300))
def test_what_is_written_is_read(header: dict[str, object], body: bytes) -> None:
    stream = io.BytesIO()
    write_frame(stream, Frame(header, body))
    write_frame(stream, Frame({}, b""))
    stream.seek(0)
    assert read_frame(stream) == Frame(header, body)
    assert read_frame(stream) == Frame({}, b"")
    assert read_frame(stream) is None


@given(cut=st.integers(min_value=1, max_value=40))
def test_a_cut_stream_is_a_fault_not_an_end(cut: int) -> None:
    stream = io.BytesIO()
    write_frame(stream, Frame({"name": "규정"}, b"0123456789"))
    whole = stream.getvalue()
    part = io.BytesIO(whole[: max(1, len(whole) - cut)])
    with pytest.raises(FrameError):
        read_frame(part)


def test_lone_surrogates_cross_the_pipe() -> None:
    stream = io.BytesIO()
    write_frame(stream, Frame({"name": "\udcb0"}))
    stream.seek(0)
    frame = read_frame(stream)
    assert frame is not None
    assert frame.header["name"] == "\udcb0"


@pytest.mark.parametrize("lengths", [(MAX_HEADER + 1, 0), (2, MAX_BODY + 1)])
def test_a_length_over_the_ceiling_is_refused_before_reading(lengths: tuple[int, int]) -> None:
    with pytest.raises(FrameError):
        read_frame(io.BytesIO(struct.pack(">II", *lengths) + b"{}"))


def test_a_header_over_the_ceiling_is_not_written() -> None:
    with pytest.raises(FrameError):
        write_frame(io.BytesIO(), Frame({"text": "x" * (MAX_HEADER + 1)}))


@pytest.mark.parametrize("header", [b"[1]", b"\xff", b"{", b"[" * 100_000])
def test_a_header_that_is_not_an_object_is_refused(header: bytes) -> None:
    with pytest.raises(FrameError):
        read_frame(io.BytesIO(struct.pack(">II", len(header), 0) + header))


def test_a_frame_is_length_header_body() -> None:
    stream = io.BytesIO()
    write_frame(stream, Frame({"a": 1}, b"xy"))
    raw = stream.getvalue()
    assert struct.unpack(">II", raw[:8]) == (len(raw) - 10, 2)
    assert json.loads(raw[8:-2]) == {"a": 1}
    assert raw.endswith(b"xy")
