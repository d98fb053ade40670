"""What every test stands on: nothing of the account that runs the tests is read or changed."""

import os
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # how long an example takes is the machine's business
settings.load_profile("untimed")

_ACCOUNT = "LOCALAPPDATA" if os.name == "nt" else "XDG_STATE_HOME"
"""Where core.paths.account_dir looks; children inherit it."""


@pytest.fixture(scope="session", autouse=True)
def account() -> Iterator[str]:
    """A folder of this session that stands for the account's own."""
    before = os.environ.get(_ACCOUNT)
    with tempfile.TemporaryDirectory(prefix="munjigi-account-") as folder:
        os.environ[_ACCOUNT] = folder
        yield folder
        if before is None:
            del os.environ[_ACCOUNT]
        else:
            os.environ[_ACCOUNT] = before
