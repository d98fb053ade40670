"""A token in software (SoftHSM 2), made ready as a maker's card is: label, PIN of the security officer, user's PIN.

Run as a program of its own, so that the library of the tests starts with a token that is ready. Only functions of
PKCS #11 v2.40 are called, so that the library alone is needed and none of its tools.
"""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACES = (
    ROOT / "build" / "softhsm" / "libsofthsm2.so",
    Path("/usr/lib/softhsm/libsofthsm2.so"),
    Path("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
    Path("/usr/lib64/pkcs11/libsofthsm2.so"),
    Path("/usr/local/lib/softhsm/libsofthsm2.so"),
)
_SERIAL, _RW, _SO, _USER = 4, 2, 0, 1  # CKF_SERIAL_SESSION, CKF_RW_SESSION, CKU_SO, CKU_USER


def found() -> Path | None:
    """The first library that can be loaded here."""
    return next((path for path in PLACES if path.is_file() and _loads(path)), None)


def _loads(path: Path) -> bool:
    try:
        ctypes.CDLL(str(path))
    except OSError:  # its libcrypto is another one
        return False
    return True


def made(library: Path, folder: Path, label: str, pin: str) -> dict[str, str]:
    """Make a token in `folder`; what the environment must hold for the library to find it."""
    (folder / "tokens").mkdir()
    config = folder / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n")
    environment = {"SOFTHSM2_CONF": str(config)}
    command = [sys.executable, "-m", "tests.fakes.soft_token", str(library), label, pin]
    subprocess.run(command, check=True, cwd=ROOT, env=os.environ | environment)
    return environment


def _initialise(library: Path, label: str, pin: str) -> None:
    token = ctypes.CDLL(str(library))

    def call(name: str, *arguments: object) -> None:
        if code := getattr(token, name)(*arguments):
            sys.exit(f"{name}: 0x{code:x}")

    officer, user, session = b"87654321", pin.encode(), ctypes.c_ulong()
    count, slots = ctypes.c_ulong(8), (ctypes.c_ulong * 8)()
    call("C_Initialize", None)
    call("C_GetSlotList", ctypes.c_ubyte(1), slots, ctypes.byref(count))
    call("C_InitToken", ctypes.c_ulong(slots[0]), officer, ctypes.c_ulong(len(officer)), label.encode().ljust(32))
    count.value = 8
    call("C_GetSlotList", ctypes.c_ubyte(1), slots, ctypes.byref(count))
    flags = ctypes.c_ulong(_SERIAL | _RW)
    call("C_OpenSession", ctypes.c_ulong(slots[0]), flags, None, None, ctypes.byref(session))
    call("C_Login", session, ctypes.c_ulong(_SO), officer, ctypes.c_ulong(len(officer)))
    call("C_InitPIN", session, user, ctypes.c_ulong(len(user)))
    call("C_Finalize", None)


if __name__ == "__main__":
    _initialise(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
