"""Third-party notices: whose work is in the program, under which licence, with the texts of their own metadata."""

from installer.frozen.inventory import Stock

_HEAD = """문지기 {version}: 이 프로그램에 든 다른 이들의 저작물과 사용 허락
Munjigi {version}: works of others in this program, and their licences

문지기 자체는 Apache-2.0입니다. / Munjigi itself is under Apache-2.0.

Qt와 PySide6 (LGPL-3.0)
이 프로그램은 Qt 6과 Qt for Python(PySide6, Shiboken6)을 LGPL 버전 3에 따라 고치지 않고 씁니다.
이들은 따로 떨어진 공유 라이브러리로 들어 있어(_internal/PySide6, _internal/shiboken6), 같은 판을
직접 빌드한 것으로 바꾸어 넣을 수 있습니다. 서명된 설치는 바뀐 파일을 알리므로, 바꾼 것은 기관이
스스로 서명하여 설치합니다. 원본: https://download.qt.io, https://code.qt.io
This program uses Qt 6 and Qt for Python (PySide6, Shiboken6) unchanged under the LGPL version 3.
They are separate shared libraries (_internal/PySide6, _internal/shiboken6) and can be replaced by
builds of one's own; a signed installation tells of changed files, so a changed one is signed and
installed by the site itself. Sources: https://download.qt.io, https://code.qt.io
"""
_RULE = "=" * 100


def written(stock: Stock) -> str:
    """Plain text; the same licence text is given once."""
    lines = [_HEAD.format(version=stock.version), _RULE, "Python", ""]
    lines += [f"{package.name} {package.version}: {package.licence}" for package in stock.packages]
    lines += ["", _RULE, "Native libraries", ""]
    lines += [f"{native.path}: {native.licence}" for native in stock.natives]
    lines += ["", _RULE, "Models and fonts", ""]
    lines += sorted({f"{weights.id}: {weights.licence} ({weights.origin})" for weights in stock.weights})
    texts: dict[str, list[str]] = {}
    for package in stock.packages:
        for name, text in package.texts:
            texts.setdefault(text.strip(), []).append(f"{package.name} {package.version}, {name}")
    for text, names in texts.items():
        lines += ["", _RULE, *names, "", text]
    return "\n".join(lines) + "\n"
