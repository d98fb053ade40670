"""The set-up as a whole: checks first, then installing, compiling and fetching side by side."""

import shutil
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait

from installer.steps import checks, environment, models, recognition, wheels
from installer.steps.checkout import Checkout, held
from installer.steps.parts import Recipe
from installer.steps.say import Interrupted, Stop


def prepare(checkout: Checkout, needs: Sequence[str], *, window: bool, draws: bool) -> None:
    """Bring the checkout to where the program runs; at once when it is there already.

    `window`: a window will be opened on this display; `draws`: Qt is used at all (offscreen tests too).
    Raises Stop, Interrupted, OSError.
    """
    begun = time.monotonic()
    wanted = models.recipes(checkout, needs)
    if draws:
        checks.require(checks.qt(window))
    with held(checkout.turn, lambda: _waiting(checkout)):
        if environment.ready(checkout) and not models.absent(checkout, wanted):
            recognition.attempt(checkout)
            environment.translations(checkout)
            return
        checkout.voice.say(
            "준비를 시작합니다. 처음에는 몇 분 걸리고, 중간에 멈춰도 다음에 이어서 합니다.",
            "Setting up. The first time takes some minutes; when stopped, it continues next time.",
        )
        check_machine(checkout)
        shutil.rmtree(checkout.scratch, ignore_errors=True)
        environment.create(checkout)
        checks.require(None if environment.ready(checkout) else checks.torch_at_hand(checkout))
        _side_by_side(checkout, _jobs(checkout, wanted))
        if not environment.ready(checkout):
            environment.install_built(checkout)
            environment.stamp(checkout)
        models.unpack(checkout, wanted)
        environment.translations(checkout)
    spent = time.monotonic() - begun
    checkout.voice.say(f"준비를 마쳤습니다({spent:.0f}초).", f"Set up in {spent:.0f} s.")


def _waiting(checkout: Checkout) -> None:
    checkout.voice.say("다른 준비 작업이 끝나기를 기다립니다.", "Waiting for another set-up to finish.")


def check_machine(checkout: Checkout) -> None:
    """Everything the system may lack, in one go. Raises Stop."""
    fresh = not environment.ready(checkout)
    compiles = wheels.COMPILED in wheels.missing(checkout)
    checks.require(
        checks.venv_module() if fresh else None,
        checks.compiler() if compiles else None,
        checks.disk(checkout) if fresh else None,
    )


def _jobs(checkout: Checkout, wanted: Sequence[Recipe]) -> list[Callable[[], None]]:
    def files() -> None:
        models.fetch(checkout, wanted)
        recognition.attempt(checkout)  # after it: both write the record of what was checked

    jobs: list[Callable[[], None]] = [files]
    if not environment.ready(checkout):
        jobs += [lambda: wheels.build(checkout), lambda: environment.install(checkout)]
    return jobs


def _side_by_side(checkout: Checkout, jobs: Sequence[Callable[[], None]]) -> None:
    """Run the jobs at once; the first failure, or Ctrl+C, ends the others. Raises what failed first."""
    with ThreadPoolExecutor(len(jobs)) as pool:
        running = [pool.submit(job) for job in jobs]
        try:
            done, _ = wait(running, return_when=FIRST_EXCEPTION)
            failed = [error for job in done if (error := job.exception()) is not None]
            if failed:
                checkout.children.stop()
        except KeyboardInterrupt:
            checkout.children.stop()
            raise
    for error in failed:
        if not isinstance(error, Interrupted):
            raise error
    if failed:
        raise Stop("준비가 중단되었습니다.", "The set-up was interrupted.")
