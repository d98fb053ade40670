"""Over its ceiling a run gives memory back, and not at every step."""

import subprocess
import sys

from app.services.budget import PATIENCE, MemoryCeiling, held_bytes


def test_over_the_ceiling_memory_is_given_back_now_and_then() -> None:
    given: list[int] = []
    ceiling = MemoryCeiling(1, lambda: given.append(1))
    done = [ceiling.keep() for _ in range(2 * PATIENCE + 2)]
    assert done.index(True) == 0
    assert len(given) == sum(done) == 2


def test_below_the_ceiling_nothing_happens() -> None:
    ceiling = MemoryCeiling(1 << 20, lambda: (_ for _ in ()).throw(AssertionError))
    assert not any(ceiling.keep() for _ in range(PATIENCE + 2))


def test_children_count() -> None:
    before = held_bytes()
    hold = "import sys; held = bytearray(80 << 20); print(len(held), flush=True); sys.stdin.read()"
    child = subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    child.stdout.readline()
    assert held_bytes() - before > 60 << 20
    child.communicate("")
