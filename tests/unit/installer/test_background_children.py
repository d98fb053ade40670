"""Background processes end when the set-up is stopped, their offspring with them; two set-ups take turns."""

import os
import sys
import threading
from pathlib import Path

import pytest

from installer.steps.checkout import held
from installer.steps.children import Children
from installer.steps.say import Interrupted


def test_output_and_status_come_back(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "x.log"
    code = "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"
    assert Children().run([sys.executable, "-c", code], log, cwd=tmp_path) == 3
    assert set(log.read_text().split()) == {"out", "err"}


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes are POSIX here")
def test_stopping_ends_a_child_and_its_offspring(tmp_path: Path) -> None:
    """The grandchild holds the write end of a pipe: reading to its end proves that it is gone."""
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    grandchild = (
        f"import sys, threading; f = open({str(fifo)!r}, 'w'); f.write('up'); f.flush(); threading.Event().wait()"
    )
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {grandchild!r}])"
    children, ended = Children(), []

    def work() -> None:
        try:
            children.run([sys.executable, "-c", child], tmp_path / "log", cwd=tmp_path)
        except Interrupted:
            ended.append(True)

    worker = threading.Thread(target=work)
    worker.start()
    with fifo.open() as stream:
        assert stream.read(2) == "up"
        children.stop()
        assert stream.read() == ""
    worker.join()
    assert ended == [True]
    with pytest.raises(Interrupted):
        children.run([sys.executable, "-c", ""], tmp_path / "log", cwd=tmp_path)


def test_a_held_lock_makes_the_next_one_wait(tmp_path: Path) -> None:
    lock = tmp_path / "locks" / "one"
    order: list[str] = []
    waiting = threading.Event()

    def second() -> None:
        with held(lock, waiting.set):
            order.append("second")

    thread = threading.Thread(target=second)
    with held(lock):
        thread.start()
        assert waiting.wait(60)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]
