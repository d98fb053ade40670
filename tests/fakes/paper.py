"""PDF files and pictures of pages, made for tests: small, readable, and odd where a test wants them odd."""

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

A4 = (595, 842)


def text(x: float, y: float, words: str, size: float = 10) -> str:
    """A line of text at a place in points from the lower left corner."""
    return f"BT /F1 {size} Tf {x} {y} Td <{words.encode('utf-16-be').hex()}> Tj ET\n"


def rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"{x1} {y1} m {x2} {y2} l S\n"


def picture(x: float, y: float, width: float, height: float) -> str:
    """The page's picture, drawn into a frame."""
    return f"q {width} 0 0 {height} {x} {y} cm /P1 Do Q\n"


@dataclass
class Paper:
    """A PDF in the making: a page is a content stream; `shot` is the grey picture that `picture` draws.

    The font is not embedded and maps UTF-16 (UniKS-UCS2-H), as programs of Korean offices write it. `font` may name
    another encoding; `outline` is [(title, page from 0)]; `attached` is name -> bytes.
    """

    pages: Sequence[str]
    shot: Image.Image | None = None
    font: str = "UniKS-UCS2-H"
    outline: Sequence[tuple[str, int]] = ()
    attached: dict[str, bytes] = field(default_factory=dict)
    _objects: list[bytes] = field(default_factory=list)

    def save(self) -> bytes:
        self._objects = [b""] * 2
        font = self._font()
        shot = f"/XObject << /P1 {self._shot()} 0 R >>" if self.shot is not None else ""
        kids = []
        for content in self.pages:
            stream = self._add(_stream(content.encode("ascii"), ""))
            kids.append(
                self._add(
                    f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {A4[0]} {A4[1]}] /Contents {stream} 0 R "
                    f"/Resources << /Font << /F1 {font} 0 R >> {shot} >> >>".encode()
                )
            )
        names = self._names()
        first = self._outline(kids)
        self._objects[0] = f"<< /Type /Catalog /Pages 2 0 R {names} {first} >>".encode()
        refs = " ".join(f"{kid} 0 R" for kid in kids)
        self._objects[1] = f"<< /Type /Pages /Kids [{refs}] /Count {len(kids)} >>".encode()
        return _file(self._objects)

    def _add(self, body: bytes) -> int:
        self._objects.append(body)
        return len(self._objects)

    def _font(self) -> int:
        described = self._add(
            b"<< /Type /FontDescriptor /FontName /Batang /Flags 6 /FontBBox [0 -200 1000 880] /ItalicAngle 0 "
            b"/Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>"
        )
        below = self._add(
            b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Batang /CIDSystemInfo << /Registry (Adobe) "
            b"/Ordering (Korea1) /Supplement 2 >> /DW 1000 /W [1 95 500] /FontDescriptor %d 0 R >>" % described
        )
        return self._add(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /Batang /Encoding /{self.font} "
            f"/DescendantFonts [{below} 0 R] >>".encode()
        )

    def _shot(self) -> int:
        assert self.shot is not None
        grey = self.shot.convert("L")
        return self._add(
            _stream(
                grey.tobytes(),
                f"/Type /XObject /Subtype /Image /Width {grey.width} /Height {grey.height} "
                "/ColorSpace /DeviceGray /BitsPerComponent 8",
            )
        )

    def _names(self) -> str:
        entries = []
        for name, data in self.attached.items():
            stream = self._add(_stream(data, "/Type /EmbeddedFile"))
            spec = self._add(
                f"<< /Type /Filespec /F {_words(name)} /UF {_words(name)} /EF << /F {stream} 0 R >> >>".encode()
            )
            entries.append(f"{_words(name)} {spec} 0 R")
        return f"/Names << /EmbeddedFiles << /Names [{' '.join(entries)}] >> >>" if entries else ""

    def _outline(self, kids: list[int]) -> str:
        if not self.outline:
            return ""
        root = len(self._objects) + 1
        self._objects.append(b"")
        numbers = [root + 1 + index for index in range(len(self.outline))]
        for index, (title, page) in enumerate(self.outline):
            after = f"/Next {numbers[index + 1]} 0 R" if index + 1 < len(numbers) else ""
            before = f"/Prev {numbers[index - 1]} 0 R" if index else ""
            place = f"/Parent {root} 0 R /Dest [{kids[page]} 0 R /Fit] {before} {after}"
            self._add(f"<< /Title {_words(title)} {place} >>".encode())
        self._objects[root - 1] = (
            f"<< /Type /Outlines /First {numbers[0]} 0 R /Last {numbers[-1]} 0 R /Count {len(numbers)} >>".encode()
        )
        return f"/Outlines {root} 0 R"


def locked(data: bytes, password: str, algorithm: str = "RC4-128") -> bytes:
    """The same PDF under a password."""
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, algorithm=algorithm)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def sheet(lines: Sequence[str], font: Path, size: int = 42, paper: tuple[int, int] = (2480, 3508)) -> Image.Image:
    """A printed page as a scanner sees it at 300 dpi: black text of `size` dots on white."""
    page = Image.new("L", paper, 255)
    pen, letters = ImageDraw.Draw(page), ImageFont.truetype(str(font), size)
    for number, line in enumerate(lines):
        pen.text((250, 300 + number * size * 2), line, fill=0, font=letters)
    return page


def _words(text_: str) -> str:
    return f"<feff{text_.encode('utf-16-be').hex()}>"


def _stream(data: bytes, entries: str) -> bytes:
    packed = zlib.compress(data)
    return f"<< {entries} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode() + packed + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
