"""Archives: names in Korean encodings, what is left out, passwords, bombs, archives inside archives."""

import io
import struct
import tracemalloc
import zipfile
import zlib

import pytest

from app.core.errors import (
    FileDamaged,
    FileEncrypted,
    FileMissing,
    FileTooLarge,
    FormatUnsupported,
    PasswordWrong,
    TooManyMembers,
)
from app.ingest.read import member, read
from app.ingest.readers import zipped


def archive(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as made:
        for name, data in entries:
            made.writestr(name, data)
    return stream.getvalue()


def renamed(data: bytes, old: bytes, new: bytes, *, flag: int) -> bytes:
    """The archive with a name's bytes replaced by as many others, and the UTF-8 flag set or not."""
    assert len(old) == len(new)
    made = bytearray(data.replace(old, new))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", made, made.index(mark) + at, flag)
    return bytes(made)


def keys(password: bytes) -> list[int]:
    found = [0x12345678, 0x23456789, 0x34567890]
    for byte in password:
        step(found, byte)
    return found


def step(found: list[int], byte: int) -> None:
    def crc(value: int, new: int) -> int:
        return zlib.crc32(bytes([new]), value ^ 0xFFFFFFFF) ^ 0xFFFFFFFF

    found[0] = crc(found[0], byte)
    found[1] = ((found[1] + (found[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
    found[2] = crc(found[2], found[1] >> 24)


def locked(name: str, data: bytes, password: bytes) -> bytes:
    """An archive of one stored member under the traditional cipher (APPNOTE 6.1)."""
    plain = bytes(11) + bytes([zlib.crc32(data) >> 24]) + data
    found, hidden = keys(password), bytearray()
    for byte in plain:
        mask = (found[2] | 2) & 0xFFFF
        hidden.append(byte ^ ((mask * (mask ^ 1)) >> 8) & 0xFF)
        step(found, byte)
    made = bytearray(archive((name, bytes(hidden)), method=zipfile.ZIP_STORED))
    for mark, flag, crc, size in ((b"PK\x03\x04", 6, 14, 22), (b"PK\x01\x02", 8, 16, 24)):
        at = made.index(mark)
        struct.pack_into("<H", made, at + flag, struct.unpack_from("<H", made, at + flag)[0] | 1)
        struct.pack_into("<L", made, at + crc, zlib.crc32(data))
        struct.pack_into("<L", made, at + size, len(data))
    return bytes(made)


@pytest.mark.parametrize(("encoding", "flag"), [("cp949", 0), ("utf-8", 0), ("utf-8", 0x800)])
def test_names_in_every_encoding(encoding: str, flag: int) -> None:
    raw = "보고서.txt".encode(encoding)
    data = renamed(archive(("x" * len(raw), b"text")), b"x" * len(raw), raw, flag=flag)
    (found,) = read(data, "묶음.zip").members
    assert (found.name, found.raw_name, found.size) == ("보고서.txt", raw, 4)
    assert member(data, "묶음.zip", (0,)) == (b"text", "보고서.txt")


def test_a_western_name_that_is_no_cp949() -> None:
    data = renamed(archive(("xx.txt", b"1")), b"xx.txt", b"a\x81.txt", flag=0)
    assert read(data, "a.zip").members[0].name == "aü.txt"


def test_what_is_left_out_and_names_for_people() -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = 0xA1FF << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("폴더/", b"")
        made.writestr(link, "/etc/passwd")
        for name in (
            "__MACOSX/._a.txt",
            "폴더/Thumbs.db",
            "폴더/.DS_Store",
            "/etc/a.txt",
            "../../b.txt",
            "C:\\d\\c.txt",
        ):
            made.writestr(name, b"1")
        made.writestr("앞\u202etxt.exe", b"1")
    assert [m.name for m in read(stream.getvalue(), "a.zip").members] == ["etc/a.txt", "b.txt", "d/c.txt", "앞txt.exe"]


def test_archives_in_archives_to_a_depth() -> None:
    data = archive(("글.txt", "제1조 글".encode()))
    for depth in range(3):
        data = archive((f"{depth}.zip", data))
    inner, name = member(data, "a.zip", (0, 0, 0))
    assert name == "0.zip"
    assert [m.name for m in read(inner, name).members] == ["글.txt"]
    with pytest.raises(TooManyMembers):
        member(data, "a.zip", (0, 0, 0, 0))
    with pytest.raises(FileMissing):
        member(data, "a.zip", (1,))
    with pytest.raises(FileMissing):
        member(data, "a.zip", (-1,))


def test_a_file_that_holds_no_files_has_no_member() -> None:
    with pytest.raises(FileMissing):
        member("글".encode(), "a.txt", (0,))


@pytest.mark.parametrize("password", ["secret", "비밀"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_passwords(password: str, encoding: str) -> None:
    data = locked("글.txt", "제1조 글".encode(), password.encode(encoding))
    with pytest.raises(FileEncrypted):
        read(data, "a.zip")
    with pytest.raises(FileEncrypted):
        member(data, "a.zip", (0,))
    with pytest.raises(PasswordWrong):
        read(data, "a.zip", "아님")
    assert [m.name for m in read(data, "a.zip", password).members] == ["글.txt"]
    assert member(data, "a.zip", (0,), password)[0].decode() == "제1조 글"


def test_a_bomb_costs_its_member_only() -> None:
    data = archive(("글.txt", b"text"), ("bomb.txt", bytes(30 << 20)))
    assert len(read(data, "a.zip").members) == 2
    assert member(data, "a.zip", (0,))[0] == b"text"
    with pytest.raises(FileTooLarge):
        member(data, "a.zip", (1,))


def test_a_member_that_lies_about_its_size_is_damaged_and_never_unpacked() -> None:
    data = bytearray(archive(("bomb.txt", bytes(64 << 20))))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", data, data.index(mark) + at, 100)
    tracemalloc.start()
    try:
        with pytest.raises(FileDamaged):
            member(bytes(data), "a.zip", (0,))
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
    finally:
        tracemalloc.stop()


def test_methods_that_cannot_be_bounded_are_not_unpacked() -> None:
    data = archive(("글.txt", b"text" * 100), method=zipfile.ZIP_LZMA)
    with pytest.raises(FormatUnsupported):
        member(data, "a.zip", (0,))


def test_too_many_members_are_cut_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MAX_MEMBERS", 3)
    extract = read(archive(*[(f"{n}.txt", b"") for n in range(5)]), "a.zip")
    assert len(extract.members) == 3
    assert extract.warnings == (("ING-023", {"name": "a.zip", "limit": 3}),)


def test_a_huge_directory_is_not_read() -> None:
    data = bytearray(archive(("a.txt", b"1")))
    struct.pack_into("<L", data, data.index(b"PK\x05\x06") + 12, 64 << 20)
    with pytest.raises(FileTooLarge):
        read(bytes(data), "a.zip")
