"""From the command line to the steps, and every end of them into a sentence and an exit status."""

import argparse
from collections.abc import Callable
from pathlib import Path

from installer.steps import tasks
from installer.steps.checkout import Checkout, cache_folder
from installer.steps.children import Children
from installer.steps.prepare import prepare
from installer.steps.say import Interrupted, Stop, Voice, language_of_machine, tolerant_output

INTERRUPTED = 130


def carry_out(root: Path, chosen: argparse.Namespace) -> int:
    """Returns 0, 1 (stopped, with a sentence), the program's own status, or 130 (Ctrl+C)."""

    def work(checkout: Checkout) -> int:
        if chosen.verb == "run":
            return tasks.run(checkout, terminal=chosen.cli)
        if chosen.verb == "test":
            return tasks.test(checkout, chosen.extra)
        if chosen.verb == "frozen":
            return tasks.frozen(checkout, chosen.extra)
        prepare(checkout, ["run", "test"], window=False, draws=True)
        return 0

    return guarded(root, work)


def guarded(root: Path, work: Callable[[Checkout], int]) -> int:
    tolerant_output()
    voice, children = Voice(language_of_machine()), Children()
    try:
        return work(Checkout(root, cache_folder(), voice, children))
    except (KeyboardInterrupt, Interrupted):
        children.stop()
        again = "같은 명령을 다시 실행하면 이어서 합니다."
        voice.say(f"\n중단했습니다. {again}", "\nInterrupted. Run the same command again to go on.")
        return INTERRUPTED
    except Stop as reason:
        voice.stop(reason)
        return 1
    except OSError as error:
        voice.stop(Stop("파일을 읽거나 쓰지 못했습니다.", "A file could not be read or written.", str(error)))
        return 1
