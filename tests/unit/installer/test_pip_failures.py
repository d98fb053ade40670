"""A failed pip run becomes a sentence that says what to do."""

from pathlib import Path

import pytest

from installer.steps.pip import why

NO_NETWORK = """WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError("HTTPSConnection: \
Failed to establish a new connection: [Errno -3] Temporary failure in name resolution")': /simple/numpy/
ERROR: Could not find a version that satisfies the requirement numpy==2.4.6 (from versions: none)
ERROR: No matching distribution found for numpy==2.4.6
"""


@pytest.mark.parametrize(
    ("output", "korean", "english"),
    [
        (NO_NETWORK, "네트워크", "could not be reached"),
        (
            "ERROR: No matching distribution found for torch==2.13.0",
            "저장소에서 찾지 못했습니다",
            "no package for this machine",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "해시와 다릅니다",
            "differs from the hash",
        ),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "공간",
            "disk is full",
        ),
        ("error: subprocess-exited-with-error", "some.log", "some.log"),
    ],
)
def test_the_sentence_fits_the_failure(output: str, korean: str, english: str) -> None:
    reason = why(output, Path("some.log"))
    assert korean in reason.ko
    assert english in reason.en
    assert output.rstrip().splitlines()[-1] in reason.detail
