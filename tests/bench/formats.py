"""What reading other formats costs search: `python -m tests.bench.formats EVAL_FOLDER [--keep FOLDER]`.

The same questions against the evaluation corpus as Markdown and with 28 of its documents as DOCX, PDF, HWPX, CP949
and UTF-16; and each gold quotation is looked for in the text that was taken in. The folder's own score.py judges.
"""

import argparse
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from app.store.database import FILE_NAME
from tests.bench.running import run, say


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("eval", type=Path)
    parser.add_argument("--keep", type=Path, default=None)
    chosen = parser.parse_args(argv)
    scratch = chosen.keep or Path(tempfile.mkdtemp(prefix="munjigi-bench-"))
    for mode in ("md", "mixed"):
        _mode(chosen.eval, scratch / mode, mode)
    return 0


def _mode(folder: Path, home: Path, mode: str) -> None:
    corpus, questions = folder / "corpus", folder / "questions" / "A_answerable.jsonl"
    names = (corpus / f"{mode}_mode_files.txt").read_text(encoding="utf-8").split("\n")
    files = [corpus / name.strip() for name in names if name.strip()]
    made = run(home, "index", *files)
    out = home / "run.jsonl"
    run(home, "search", "--batch", questions, "--out", out, "-k", "50")
    score = subprocess.run(
        [
            *(sys.executable, str(folder / "score.py"), "retrieval", "--corpus", str(corpus)),
            *("--questions", str(questions), "--run", str(out)),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    lost = _lost_quotes(home, questions)
    say(
        bench=mode,
        files=len(files),
        failed=len(made.result["failed"]),
        seconds=round(made.seconds, 1),
        peak_mib=made.peak_mib,
        quotes_lost=lost,
    )
    print(score.stdout, flush=True)


def _lost_quotes(home: Path, questions: Path) -> list[str]:
    """Gold quotations that no document's text holds, spaces and marks aside."""
    with sqlite3.connect(f"file:{home / FILE_NAME}?mode=ro", uri=True) as connection:
        texts = [_folded(text) for (text,) in connection.execute("SELECT text FROM documents")]
    lost = []
    for line in questions.read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        for gold in question["gold"]:
            if gold.get("quote") and not any(_folded(gold["quote"]) in text for text in texts):
                lost.append(f"{question['id']} {gold['article']}")
    return lost


def _folded(text: str) -> str:
    return re.sub(r"[\W_]|<[^>]*>", "", text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
