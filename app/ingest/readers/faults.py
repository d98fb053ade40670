"""What parsers of foreign files throw when the bytes are bad.

The list was gathered by feeding bent files to each parser. MemoryError is left out on purpose: it
ends the request, and the parent reports the reader as crashed.
"""

import csv
import email.errors
import lzma
import struct
import xml.parsers.expat
import zipfile
import zlib

PARSER_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,  # includes RecursionError and pypdfium2's PdfiumError
    SyntaxError,  # includes lxml's XMLSyntaxError
    TypeError,
    ValueError,
    csv.Error,
    email.errors.MessageError,
    lzma.LZMAError,
    struct.error,
    xml.parsers.expat.ExpatError,
    zipfile.BadZipFile,
    zlib.error,
)
