"""Three ways in: no arguments -> the window; `worker ROLE` -> a child; anything else -> a verb.

The network is given up before anything but the standard library is imported.
"""

import os
import sys
from pathlib import Path

from app.worker.sandbox import WRITABLE, deny_network, deny_sockets, write_only_in

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # must precede the first import of onnxruntime, should a library pull it in


def main(argv: list[str]) -> int:
    locked = deny_network()
    if argv[:1] == ["worker"] and len(argv) == 2:
        return _worker(argv[1])
    if not argv or argv[0] == "window":
        from app.gui.run import run

        return run(argv[1:], network_locked=locked)
    from app.cli.main import main as cli

    return cli(argv, network_locked=locked)


def _worker(role: str) -> int:
    if role != "llm":  # a graphics card's driver may ask a service of this PC
        deny_sockets()
    folder = os.environ.get(WRITABLE)
    write_only_in([Path(folder)] if folder and Path(folder).is_dir() else [])
    from app.worker.child import serve

    if role == "reader":
        from app.ingest.serve import handlers
    elif role == "ocr":
        return _ocr()
    elif role == "embedder":
        from app.search.serve import handlers
    elif role == "morphemes":
        from app.search.morpheme_serve import handlers
    elif role in ("llm", "gguf"):
        return _llama(role)
    elif role == "template":
        from app.assist.chat.serve import handlers
    else:
        return 2
    serve(handlers)
    return 0


def _ocr() -> int:
    """The data for recognition may have come with the program or as a component of its bundle."""
    from app.ingest.serve import ocr_handlers
    from app.services.installed_parts import here, models
    from app.worker.child import serve

    serve(lambda: ocr_handlers(lambda: models(here())))
    return 0


def _llama(role: str) -> int:
    """The children that load llama.cpp: its modules are held against the release that this program was installed from,
    which is proved here and not taken from the parent."""
    from app.services.installed_parts import here, modules
    from app.worker.child import serve

    if role == "llm":
        from app.assist.serve import handlers
    else:
        from app.assist.gguf_serve import handlers
    serve(lambda: handlers(lambda: modules(here())))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
