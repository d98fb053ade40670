"""R16: Chinese characters and foreign words outside brackets (영 제7조제1항). A hint: names and units are excepted."""

import re
from collections.abc import Iterator

from app.core.findings import Finding
from app.letters.rules.told import LANGUAGE, warning

_LATIN = re.compile(r"(?<![A-Za-z0-9_./:@#&%+\\-])[A-Za-z][A-Za-z&']*[A-Za-z](?![A-Za-z0-9_@/:\\]|[-.][A-Za-z0-9])")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_OPENING = "([（［〔"
_BRACKET = re.compile(r"[(\[（［〔)\]）］〕\n]")
_HANGUL = re.compile(r"[가-힣]")
_LETTER = re.compile(r"[A-Za-z]")
_KNOWN = frozenset(
    [
        "km",
        "cm",
        "mm",
        "kg",
        "mg",
        "ml",
        "dl",
        "kl",
        "ha",
        "kw",
        "kwh",
        "mw",
        "gw",
        "khz",
        "mhz",
        "ghz",
        "hz",
        "db",
        "dpi",
        "ppm",
        "ppb",
        "cal",
        "kcal",
        "bps",
        "kbps",
        "mbps",
        "gbps",
        "kb",
        "mb",
        "gb",
        "tb",
        "pb",
        "kib",
        "mib",
        "gib",
        "rpm",
        "psi",
        "pa",
        "hpa",
        "mpa",
        "kn",
        "lux",
        "lx",
        "ea",
        "sq",
        "ft",
        "lb",
        "oz",
        "mah",
        "wh",
        "kva",
        "kv",
        "ac",
        "dc",
        "led",
        "lcd",
        "ph",
        "pdf",
        "hwp",
        "hwpx",
        "odt",
        "xls",
        "xlsx",
        "doc",
        "docx",
        "ppt",
        "pptx",
        "csv",
        "xml",
        "html",
        "json",
        "txt",
        "zip",
        "jpg",
        "jpeg",
        "png",
        "gif",
        "mp",
        "usb",
        "cd",
        "dvd",
        "tv",
        "pc",
        "cctv",
        "qr",
        "ip",
        "url",
        "gps",
        "ktx",
        "srt",
        "itx",
        "nato",
        "un",
        "who",
        "oecd",
        "imf",
        "wto",
        "apec",
        "asean",
        "eu",
        "fta",
        "unesco",
        "unicef",
        "iaea",
        "usfk",
        "rok",
        "us",
        "usa",
        "uk",
        "jsa",
        "dmz",
        "nll",
        "gop",
        "gp",
        "rotc",
        "kctu",
        "ks",
        "iso",
        "kc",
        "kbs",
        "mbc",
        "sbs",
        "ytn",
        "ebs",
        "kt",
        "sk",
        "lg",
        "krw",
        "usd",
        "eur",
        "jpy",
        "aed",
        "cpr",
        "dna",
        "rna",
        "covid",
        "hiv",
        "aids",
        "mri",
        "ct",
        "mers",
        "sars",
        "kf",
        "id",
        "no",
        "vs",
        "am",
        "pm",
        "ii",
        "iii",
        "iv",
        "vi",
        "vii",
        "viii",
        "ix",
        "xi",
        "xii",
        "excel",
        "word",
        "windows",
        "linux",
        "python",
        "the",
        "of",
        "and",
        "hancom",
        "wi-fi",
        "wifi",
        "lan",
        "wan",
        "vpn",
        "atm",
        "sns",
        "arirang",
    ]
)
"""Units, file formats, names of bodies and of things that everybody calls so."""


def check(view: str) -> Iterator[Finding]:
    """Each word once. A text that is hardly Korean at all is written in another language (영 제20조): nothing."""
    if len(_LETTER.findall(view)) > 3 * len(_HANGUL.findall(view)):
        return
    latin = [match for match in _LATIN.finditer(view) if match[0].lower() not in _KNOWN and not _code(match[0])]
    han = list(_HAN.finditer(view))
    depth = _depths(view) if latin or han else []
    seen: set[str] = set()
    for message, matches in (("foreign_word", latin), ("hanja_word", han)):
        for match in matches:
            if not depth[match.start()] and match[0] not in seen:
                seen.add(match[0])
                yield warning("R16", LANGUAGE, message, match.span(), None, found=match[0])


def _code(word: str) -> bool:
    """Letters that stand for nobody's name: OOO, XX."""
    return len(set(word.upper())) == 1


def _depths(view: str) -> list[bool]:
    """Of each character whether it stands in brackets. A bracket ends with its line."""
    inside = [False] * len(view)
    depth = last = 0
    for match in _BRACKET.finditer(view):
        at, sign = match.start(), match[0]
        if depth:
            inside[last:at] = [True] * (at - last)
        depth = 0 if sign == "\n" else depth + 1 if sign in _OPENING else max(depth - 1, 0)
        last = at
    if depth:
        inside[last:] = [True] * (len(view) - last)
    return inside
