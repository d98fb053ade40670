"""What the reader child imports before it is sealed: afterwards no file can be opened, code included.

Libraries import parts of themselves late. Each of those is named here with the call that wants it;
tests/e2e/test_sealed_reader.py reads a file of each format and fails on any import after sealing.
"""

import codecs
import encodings.aliases
import importlib
import time

from app.core.paths import assets_dir
from app.ingest.readers.pdf_fonts import StandIn

LIBRARIES = (
    "docx",  # Word
    "lxml.etree",  # parts that the office libraries leave out; HTML
    "openpyxl",  # Excel
    "openpyxl.reader.excel",
    "pptx",  # PowerPoint
    "msoffcrypto.format.ooxml",  # Office files under a password
    "xml.dom.expatbuilder",  # which minidom takes for the XML that tells how they are encrypted
    "app.ingest.readers.owpml",  # HWPX
    "app.ingest.readers.hwp_body",  # HWP 5
    "dochan.cfb",  # its compound file
    "syhwp._hwp5",  # second opinions
    "syhwp._hwpx",
    "cryptography.hazmat.primitives.ciphers.modes",  # 배포용 HWP
    "cryptography.hazmat.backends.openssl.backend",  # which msoffcrypto's ciphers ask for
    "pypdfium2",  # PDF
    "pypdfium2.raw",  # characters of a page
    "PIL.ImageChops",  # pictures of pages
    "PIL.ImageFilter",
    "PIL.ImageOps",
    "PIL.BmpImagePlugin",  # five that Pillow's first open() imports
    "PIL.GifImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
    "PIL.PpmImagePlugin",
    "PIL.MpoImagePlugin",  # and what it finds pictures of several pages with
    "PIL.TiffImagePlugin",
)

_CODECS = (
    *("charmap", "idna", "punycode", "utf_8_sig", "koi8_u", "cp720", "cp874", "cp1006"),
    *("unicode_escape", "raw_unicode_escape"),
)
"""Codecs that encodings.aliases does not lead to."""


def preload() -> None:
    """Import everything a reader may need. Some 0.5 s; once a child."""
    for name in LIBRARIES:
        importlib.import_module(name)
    for name in (*encodings.aliases.aliases.values(), *_CODECS):  # letters and pages name their own encoding
        try:
            codecs.lookup(name)
        except (LookupError, ImportError):
            continue  # Windows has some that others lack
    time.localtime()  # reads the time zone
    font = assets_dir() / "fonts" / "NotoSansKR-Regular.otf"
    if font.is_file():
        StandIn(font.read_bytes()).install()
