"""HWPX (KS X 6101 OWPML): dochan's parser for the structure, syhwp for a second opinion.

dochan never raises for a bad file; it tells in `errors`. Lines that begin with ERR mean lost text.
"""

import io

from app.core.errors import FileDamaged, FileEncrypted, PasswordWrong
from app.ingest.blocks import Extract
from app.ingest.readers import hancom, hancom_check
from app.ingest.readers.faults import PARSER_FAULTS

_WRONG = "암호가 틀리"
_LOCKED = "암호"


def read(data: bytes, name: str, password: str = "") -> Extract:
    """Raises FileDamaged, FileEncrypted (no password, or a cipher that is not OWPML's) or PasswordWrong."""
    from app.ingest.readers.owpml import OwpmlParser

    parser = OwpmlParser()
    try:
        document = parser.parse(io.BytesIO(data), include_assets=False, password=password or None)
        made = hancom.document_blocks(document)
    except PARSER_FAULTS as error:
        raise FileDamaged(name=name) from error
    lost = [str(line) for line in document.errors if str(line).startswith("ERR")]
    if any(_WRONG in line for line in lost):
        raise PasswordWrong(name=name) if password else FileEncrypted(name=name)
    if any(_LOCKED in line for line in lost):
        raise FileEncrypted(name=name)
    if any("DTD" in line for line in lost):  # a bomb or a probe: no second reader gets to see it
        raise FileDamaged(name=name)
    return hancom_check.settle(Extract("hwpx", tuple(made)), data, name, lost, checkable=not parser.locked)
