"""How fast passages are encoded: `python -m tests.bench.encoding [FOLDER] [--isa native|avx2]`.

The engine of the embedder child and sentence-transformers in float32 take turns on the same windows, cut from the .md
and .txt files below FOLDER (the sample rules when none is named), each in a process of its own. Prints JSON lines:
passages a second by the clock and by CPU seconds (what idle cores would give), seconds from the start of the process
to the first vector, peak memory, the least cosine between the two.

`--isa avx2` shows them a processor without AVX-512 and AMX, as office PCs have: every CPUID instruction is answered by
a small library (cpuid_mask.c, compiled with cc; Linux with CPUID faulting only). Not oneDNN's ONEDNN_MAX_CPU_ISA:
OpenVINO's own kernels do not heed it, and results are wrong.
"""

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from app.core.catalog import Catalog
from app.core.paths import assets_dir, models_dir
from app.search.windows import cut
from tests.bench.running import ROOT, environment, say

RATE, RATIO, COSINE = 80.0, 8.0, 0.999
"""The least that is allowed, natively: passages a second, times sentence-transformers, cosine."""


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, nargs="?", default=assets_dir() / "sample")
    parser.add_argument("--isa", choices=("native", "avx2"), default="native")
    parser.add_argument("--texts", type=int, default=512, help="for the engine; a quarter of them for the reference")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--worker", choices=("engine", "reference"))
    chosen = parser.parse_args(argv)
    if chosen.worker:
        return _work(chosen.worker, json.loads(sys.stdin.read()), chosen.threads)
    texts = _texts(chosen.folder, chosen.texts)
    shares = {"engine": texts, "reference": texts[: len(texts) // 4]}
    say(bench="encoding", isa=chosen.isa, texts=len(texts), threads=chosen.threads, load=round(os.getloadavg()[0], 1))
    runs: dict[str, list[dict[str, Any]]] = {"engine": [], "reference": []}
    with tempfile.TemporaryDirectory() as folder:
        surroundings = environment() | (_masked(Path(folder)) if chosen.isa == "avx2" else {})
        for _ in range(chosen.rounds):
            for worker, share in shares.items():
                runs[worker].append(_run(worker, share, chosen.threads, surroundings))
    return _report(runs, chosen.isa == "native")


def _texts(folder: Path, count: int) -> list[str]:
    """Windows of the folder's texts, drawn with a fixed seed; repeated when there are too few."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".md", ".txt"))
    random.Random(1).shuffle(files)
    windows: list[str] = []
    for file in files[:count]:
        windows += cut(file.read_text(encoding="utf-8"))
    random.Random(2).shuffle(windows)
    return (windows * (count // len(windows) + 1))[:count]


def _masked(folder: Path) -> dict[str, str]:
    library = folder / "cpuid_mask.so"
    source = Path(__file__).with_name("cpuid_mask.c")
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", str(library), str(source)], check=True)
    return {"LD_PRELOAD": str(library)}


def _run(worker: str, texts: list[str], threads: int, surroundings: dict[str, str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.encoding", "--worker", worker, "--threads", str(threads)]
    done = subprocess.run(
        command, input=json.dumps(texts), cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True, check=True
    )
    made: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return made


def _report(runs: dict[str, list[dict[str, Any]]], bound: bool) -> int:
    medians: dict[str, dict[str, float]] = {}
    for worker, made in runs.items():
        medians[worker] = {
            key: round(statistics.median(one[key] for one in made), 2)
            for key in ("rate", "cpu_rate", "start", "start_cpu", "query_ms", "loaded_mib", "peak_mib")
        }
        say(worker=worker, precision=made[0]["precision"], tokens=made[0]["tokens"], **medians[worker])
    ours, theirs = (np.array(runs[worker][0]["vectors"]) for worker in ("engine", "reference"))
    cosine = float((ours[: len(theirs)] * theirs).sum(1).min())
    ratios = [ours["rate"] / theirs["rate"] for ours, theirs in zip(*runs.values(), strict=True)]
    cpu_ratio = medians["engine"]["cpu_rate"] / medians["reference"]["cpu_rate"]
    ratio = statistics.median(ratios)
    say(ratio=round(ratio, 1), ratio_by_cpu=round(cpu_ratio, 1), cosine=round(cosine, 6))
    fast = medians["engine"]["rate"] >= RATE and ratio >= RATIO
    return int(cosine < COSINE or (bound and not fast))


def _work(worker: str, texts: list[str], threads: int) -> int:
    """In a process of its own: one line of JSON."""
    encode, precision = (_engine if worker == "engine" else _reference)(threads)
    encode(["연가"])
    process = psutil.Process()
    started = time.time() - process.create_time(), time.process_time()
    loaded = process.memory_info().rss >> 20
    begun = time.monotonic()
    for _ in range(5):
        encode(["연가는 며칠 전까지 신청하나요?"])
    query = (time.monotonic() - begun) / 5
    wall, cpu = time.monotonic(), time.process_time()
    vectors = encode(texts)
    wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    say(
        rate=len(texts) / wall,
        cpu_rate=len(texts) / cpu * threads,
        start=started[0],
        start_cpu=started[1],
        query_ms=query * 1000,
        loaded_mib=loaded,
        peak_mib=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
        precision=precision,
        tokens=_tokens(texts),
        vectors=vectors.round(7).tolist(),
    )
    return 0


def _engine(threads: int) -> tuple[Any, str]:
    from app.search.encoder.engine import Engine
    from app.search.pack import read_files

    model = Catalog.load(models_dir()).choose("embed")
    model.verify(only=read_files(model))
    engine = Engine(model.folder, model.context, threads, read_files(model))

    def encode(texts: list[str]) -> Any:
        matrix = np.zeros((len(texts), engine.dimension), np.float32)
        for places, rows in engine.vectors(texts, "passage", threads):
            matrix[list(places)] = rows
        return matrix

    return encode, engine.precision


def _reference(threads: int) -> tuple[Any, str]:
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(threads)
    model = Catalog.load(models_dir()).choose("embed")
    made = SentenceTransformer(str(model.folder), device="cpu", local_files_only=True)

    def encode(texts: list[str]) -> Any:
        return made.encode(texts, prompt_name="passage", normalize_embeddings=True, show_progress_bar=False)

    return encode, "f32"


def _tokens(texts: list[str]) -> float:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(Catalog.load(models_dir()).choose("embed").folder / "tokenizer.json"))
    return round(sum(len(one.ids) for one in tokenizer.encode_batch(texts)) / len(texts), 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
